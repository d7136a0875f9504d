"""A programme's calendar played beforehand, through the command line, the page's API and the real tick."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from bot import rehearsal, turns
from bot.__main__ import app
from bot.rehearsal import Line
from bot.settings import Settings
from handlers import owed
from programmes import model
from programmes.model import Programme, load
from tests.bot.local_chat import Chat, running

FILE = """
key: thu-nghiem
code: TN
title: "Phong trào thử nghiệm"
short: "Phong trào thử"
unit: BK
body: "LĐLĐ tỉnh Thử"
source: "Kế hoạch thử"
runs: {from: 2024-01-01, source: "I"}
phases:
  - key: phase-1
    title: {vi: "giai đoạn 1", en: "phase 1"}
    source: "V"
    windows:
      entry:
        {field: entered_at, precision: minute, from: 2024-03-01 07:00, before: 2024-05-31 24:00, source: V}
deadlines:
  - key: entry-1
    title: {vi: "nhập sáng kiến giai đoạn 1", en: "entry of phase 1"}
    step: portal
    when: {kind: closing, phase: phase-1, window: entry}
    reminders: {worker: [7, 1], adviser: [7], officer: [14, 0, -3]}
    late: closed
    source: "V"
  - key: register
    title: {vi: "đăng ký sáng kiến, ý tưởng mới", en: "registration"}
    step: register
    when: {kind: yearly, month: 1, day: 15, end: before}
    levels: [grassroots, upper, province]
    inner: {grassroots: 20, upper: 10}
    reminders: {worker: [14], officer: [30, 7, 0]}
    source: "II.2.1"
  - key: lists
    title: {vi: "danh sách Tết", en: "lists"}
    step: consolidate
    when: {kind: yearly, month: 2, day: 20, end: until}
    levels: [province]
    reminders: {officer: [14, 7]}
    source: "II.2.2"
  - key: honour
    title: {vi: "biểu dương lao động sáng tạo", en: "honouring"}
    step: award
    when: {kind: yearly, month: 5, day: 17, end: around}
    levels: [province]
    reminders: {officer: [30, 0]}
    aim: true
    source: "II.3"
  - key: conference
    title: {vi: "hội nghị đánh giá", en: "conference"}
    step: follow_up
    when: {kind: within, month: 12}
    levels: [province]
    reminders: {officer: [30, 7]}
    source: "II.2.4"
  - key: report
    title: {vi: "báo cáo năm", en: "report"}
    when: {kind: open, every: year}
    levels: [upper]
    reminders: {officer: [30]}
    source: "III.2"
reports:
  - key: yearly
    title: {vi: "báo cáo năm", en: "report"}
    deadline: report
    every: year
    by: [upper]
    to: "LĐLĐ tỉnh Thử"
    through: "Ban Tuyên giáo"
    medium: [paper]
    source: "III.2"
objects: [idea, initiative]
questions: [solution]
contact: {name: "Ban công tác cơ sở", phone: "0209 000 000", source: "VI"}
conflicts:
  - key: who
    paragraphs: [{source: "II.2.1", says: "một"}, {source: "II.2.3", says: "hai"}]
    readings:
      - {key: all, title: {vi: "mọi người gửi qua cấp trên", en: "everybody through the upper level"}}
      - {key: some, title: {vi: "chỉ một phần", en: "some"}}
    default: all
    reason: {vi: "đặt điều kiện", en: "sets a condition"}
    touches: [register]
"""
FIRST, LAST = date(2024, 1, 1), date(2025, 3, 31)
ROLES = {"worker", "adviser", "officer", "calendar"}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(FILE)


@pytest.fixture(scope="module")
def lines(programme: Programme) -> list[Line]:
    return asyncio.run(rehearsal.rehearse(programme, FIRST, LAST))


def said(lines: list[Line], what: str = "", role: str = "") -> list[Line]:
    """Messages about something, to a role or to everybody."""
    return [
        line for line in lines if line.role != "calendar" and what in line.text and role in ("", line.role)
    ]


def first(lines: list[Line], what: str, role: str) -> str:
    return said(lines, what, role)[0].text


# The command


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / "thu-nghiem.yaml").write_text(FILE, "utf-8")
    monkeypatch.setenv("PROGRAMMES_DIR", str(folder))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(app, ["programme", "rehearse", *words])


def told(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return [orjson.loads(line) for line in result.stdout.splitlines()]


def test_each_line_of_json_has_the_six_things_in_order_of_time(command: Callable[..., Result]) -> None:
    found = told(command("thu-nghiem", "--from", "2024-05-01", "--to", "2025-01-31", "--json"))
    assert len(found) > 20
    assert {tuple(line) for line in found} == {("at", "to", "role", "unit", "key", "text")}
    assert {line["role"] for line in found} == ROLES
    moments = [datetime.fromisoformat(line["at"]) for line in found]
    assert moments == sorted(moments)
    assert all(line["at"].endswith("+07:00") for line in found)
    days = [moment.date() for moment in moments]
    assert date(2024, 5, 1) <= min(days) <= max(days) <= date(2025, 1, 31)
    assert all(bool(line["to"]) == bool(line["unit"]) == (line["role"] != "calendar") for line in found)


def test_without_json_it_is_read_as_blocks(command: Callable[..., Result]) -> None:
    result = command("thu-nghiem", "--from", "2024-05-24", "--to", "2024-05-24")
    assert result.exit_code == 0
    blocks = [block.splitlines() for block in result.stdout.rstrip().split("\n\n")]
    assert blocks[0][0].startswith("2024-05-24 17:00 Fri · worker, ")
    assert blocks[1][0].startswith("2024-05-24 17:00 Fri · adviser, ")
    assert all(line.startswith("    ") for block in blocks for line in block[1:])


def test_nothing_of_it_is_kept(command: Callable[..., Result], tmp_path: Path) -> None:
    told(command("thu-nghiem", "--from", "2024-05-24", "--to", "2024-05-24", "--json"))
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("unheard-of",), "unheard-of"),
        (("thu-nghiem", "--from", "2024-05-02", "--to", "2024-05-01"), "later than"),
        (("thu-nghiem", "--from", "2024-02-30"), "2024-02-30"),
    ],
)
def test_what_can_not_be_played_is_told_in_a_sentence(
    command: Callable[..., Result], words: tuple[str, ...], why: str
) -> None:
    result = command(*words)
    assert result.exit_code == 2
    assert why in result.output
    assert "Traceback" not in result.output


def test_a_programme_without_end_is_played_thirteen_months_from_its_first_deadline(
    programme: Programme,
) -> None:
    begin, end = rehearsal.span(programme)
    assert (begin, end - begin) == (date(2024, 1, 14), timedelta(days=396))


def test_a_programme_with_an_end_is_played_whole(programme: Programme) -> None:
    ending = programme.changed({"runs.until": date(2024, 6, 30), "runs.from": date(2024, 4, 1)})
    assert rehearsal.span(ending) == (date(2024, 3, 1), date(2024, 7, 30))


@pytest.mark.parametrize("key", model.library())
def test_every_message_of_the_library_is_short_and_accuses_nobody(key: str) -> None:
    programme = load(model.library()[key])
    played = asyncio.run(rehearsal.rehearse(programme, date(2022, 1, 1), date(2025, 1, 31)))
    assert played
    longest = {"digest": 1200, "officer": 800}  # several deadlines in one; names and duties of a province
    kinds = {line.key: re.split("[.-]", line.key)[1] for line in played}
    assert [line.text for line in played if len(line.text) > longest.get(kinds[line.key], 600)] == []
    assert not [line.text for line in played if re.search(r"\bnợ\b|từ chối|trả lại|\bsai\b", line.text)]


# What is said when


def test_nothing_is_said_twice(lines: list[Line]) -> None:
    messages = [(line.at, line.to, line.key, line.text) for line in said(lines)]
    assert len(messages) == len(set(messages)) > 20


def test_workers_read_after_work_and_officers_in_the_morning(lines: list[Line]) -> None:
    at = {(line.role, line.at.time()) for line in said(lines)}
    assert at == {("worker", time(17)), ("adviser", time(17)), ("officer", time(8))}


def test_everybody_of_the_cast_has_a_place_of_their_own_in_one_branch(lines: list[Line]) -> None:
    units = {(line.role, line.unit) for line in said(lines)}
    assert len({unit for role, unit in units if role == "officer"}) == 3
    [worker], [adviser] = ([unit for role, unit in units if role == who] for who in ("worker", "adviser"))
    assert worker == adviser
    assert ("officer", worker) in units


def test_no_reminder_comes_in_the_quiet_days_of_tet_unless_it_falls_due_there(
    programme: Programme, lines: list[Line]
) -> None:
    """From 23 tháng Chạp to mùng 6: 02/02–15/02/2024 and 22/01–03/02/2025; 20/02 is reminded of before."""
    for begin, end in ((date(2024, 2, 2), date(2024, 2, 15)), (date(2025, 1, 22), date(2025, 2, 3))):
        assert not [line for line in said(lines) if begin <= line.at.date() <= end]
    [before] = [line.at.date() for line in said(lines, "danh sách Tết") if line.at.year == 2024]
    assert before < date(2024, 2, 2)
    inside = programme.changed(
        {"deadlines.lists.when.day": 12, "deadlines.lists.reminders": {"officer": [3, 0]}}
    )
    found = asyncio.run(rehearsal.rehearse(inside, date(2024, 1, 20), date(2024, 2, 20)))
    days = [line.at.date() for line in said(found, "danh sách Tết")]
    assert days == [date(2024, 2, 1), date(2024, 2, 12)]


def test_a_level_is_told_its_own_earlier_day_beside_the_plans(lines: list[Line]) -> None:
    upper, top = (
        next(
            line.text
            for line in said(lines, "đăng ký sáng kiến", "officer")
            if line.at.date() >= date(2024, 6, 1) and line.unit.startswith(unit)
        )
        for unit in ("Liên đoàn Lao động thành phố", "Liên đoàn Lao động tỉnh")
    )
    assert "phần của công đoàn mình chậm nhất hết ngày 04/01/2025" in upper
    assert "Hạn của kế hoạch: trước ngày 15/01, tức chậm nhất hết ngày 14/01/2025." in upper
    assert "trước ngày 15/01, tức chậm nhất hết ngày 14/01/2025" in top
    assert "phần của công đoàn mình" not in top


def test_before_on_and_after_are_told_apart(lines: list[Line]) -> None:
    entry = [line for line in said(lines, "nhập sáng kiến", "officer") if line.unit.startswith("CĐCS")]
    assert [line.key for line in entry] == [f"deadline.officer-{when}" for when in ("before", "on", "after")]
    assert "trước 24 giờ ngày 31/5/2024, còn 14 ngày" in entry[0].text
    assert "hôm nay là ngày cuối" in entry[1].text
    assert "đã qua 3 ngày" in entry[2].text
    assert "Cổng đã đóng" in entry[2].text


def test_an_aim_is_no_debt(lines: list[Line]) -> None:
    aim, other = first(lines, "biểu dương", "officer"), first(lines, "hội nghị", "officer")
    assert "phấn đấu" in aim
    assert "phấn đấu" not in other
    assert "nợ" not in aim


def test_a_day_things_happen_about_has_no_last_day(lines: list[Line]) -> None:
    before, on = said(lines, "biểu dương", "officer")[:2]
    assert "quanh ngày 17/5/2024" in before.text
    assert "đúng hôm nay" in on.text
    assert "ngày cuối" not in before.text + on.text


def test_a_contradiction_is_told_until_it_is_decided(programme: Programme, lines: list[Line]) -> None:
    doubt = "Kế hoạch có chỗ chưa khớp (mục II.2.1, II.2.3), chưa chốt; tạm hiểu: mọi người gửi qua cấp trên."
    assert doubt in first(lines, "đăng ký sáng kiến", "officer")
    assert doubt not in first(lines, "đăng ký sáng kiến", "worker")  # no reading moves a date
    assert doubt not in first(lines, "hội nghị", "officer")
    day = said(lines, "đăng ký sáng kiến", "officer")[0].at.date()
    decided = asyncio.run(rehearsal.rehearse(programme, day, day, {"conflict:who": "all"}))
    assert doubt not in first(decided, "đăng ký sáng kiến", "officer")


def test_workers_ask_their_own_officer_and_officers_whom_the_plan_names(lines: list[Line]) -> None:
    own = next(line.to for line in said(lines, role="officer") if line.unit.startswith("CĐCS"))
    assert f"xin hỏi {own}, " in first(lines, "đăng ký sáng kiến", "worker")
    assert "xin hỏi Ban công tác cơ sở, 0209 000 000." in first(lines, "đăng ký sáng kiến", "officer")


def test_a_worker_goes_on_at_once_with_what_they_have_begun(programme: Programme) -> None:
    spring = programme.changed({"deadlines.register.when.month": 4})
    found = asyncio.run(rehearsal.rehearse(spring, date(2024, 3, 1), date(2024, 4, 30)))
    assert [line.choices for line in said(found, "đăng ký", "worker")] == [
        ("Làm tiếp", "Nhắc lại sau", "Đã rõ")
    ]


def test_a_date_an_officer_sets_is_reminded_of(programme: Programme, lines: list[Line]) -> None:
    [undated] = [line for line in lines if line.key == "calendar.undated"]
    assert undated is lines[-1]
    assert "báo cáo năm" in undated.text
    assert not said(lines, "báo cáo năm")
    dated = programme.changed(
        {"deadlines.report.when": {"kind": "yearly", "month": 11, "day": 20, "end": "until"}}
    )
    found = asyncio.run(rehearsal.rehearse(dated, FIRST, date(2024, 12, 31)))
    report, *_ = said(found, "báo cáo năm", "officer")
    assert "Nơi nhận: LĐLĐ tỉnh Thử – Ban Tuyên giáo." in report.text
    assert "calendar.undated" not in {line.key for line in found}


def test_the_rest_of_the_calendar_stands_between(lines: list[Line]) -> None:
    shown = {(line.at.isoformat(), line.key) for line in lines if line.role == "calendar"}
    assert ("2024-03-01T07:00:00+07:00", "calendar.opens") in shown
    assert ("2024-05-31T23:59:00+07:00", "calendar.closes-midnight") in shown
    assert ("2024-12-31T00:00:00+07:00", "calendar.deadline") in shown


async def test_a_failing_turn_is_no_silent_gap(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(turns, "ATTEMPTS", 1)
    monkeypatch.setattr(owed, "standings", broken)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        await rehearsal.rehearse(programme, date(2024, 5, 24), date(2024, 5, 24))


async def test_a_process_of_its_own_says_the_same(programme: Programme) -> None:
    days = date(2024, 5, 1), date(2024, 5, 31)
    assert await rehearsal.apart(programme, *days) == await rehearsal.rehearse(programme, *days)


# The page's API


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with running(Settings(data_dir=tmp_path, port=0)) as chat:
        yield chat


REHEARSAL = "/chat/api/rehearsal"


async def test_the_page_learns_what_can_be_played_and_plays_it(chat: Chat) -> None:
    known = (await chat.ok("GET", REHEARSAL))["programmes"]
    assert {p["programme"] for p in known} == set(model.library())
    days = {"programme": "bac-kan-1tr", "from": "2022-05-24", "to": "2022-05-31"}
    shown = await chat.ok("GET", REHEARSAL, params=days)
    assert (shown["from"], shown["to"], shown["title"]) == ("2022-05-24", "2022-05-31", "01 triệu sáng kiến")
    assert {"worker", "officer", "calendar"} <= {line["role"] for line in shown["lines"]}
    assert set(shown["lines"][0]) == {"at", "to", "role", "unit", "key", "text", "choices"}


async def test_the_service_keeps_answering_and_plays_one_at_a_time(chat: Chat) -> None:
    days = {"programme": "ninh-thuan-dkst", "from": "2024-01-01", "to": "2025-12-31"}
    playing = [asyncio.create_task(chat.ask("GET", REHEARSAL, params=days)) for _ in range(2)]
    refused, _ = await asyncio.wait(playing, return_when=asyncio.FIRST_COMPLETED)
    assert (await chat.event(text="chào"))["asked"] == "welcome.consent"
    assert [task.result()[0] for task in refused] == [409]
    assert sorted([(await task)[0] for task in playing]) == [200, 409]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"programme": "unheard-of"}, "chương trình nào"),
        ({"programme": "bac-kan-1tr", "from": "mai"}, "Chưa đọc được ngày"),
        ({"programme": "bac-kan-1tr", "from": "0022-01-01"}, "năm 2000 đến 2100"),
        ({"programme": "bac-kan-1tr", "from": "2022-02-01", "to": "2022-01-01"}, "5 năm"),
        ({"programme": "bac-kan-1tr", "from": "2022-01-01", "to": "2028-01-01"}, "5 năm"),
    ],
)
async def test_what_the_page_can_not_play_is_told(chat: Chat, asked: dict[str, str], why: str) -> None:
    status, answer = await chat.ask("GET", REHEARSAL, params=asked)
    assert status == 400
    assert why in answer["error"]


async def test_only_a_demo_plays(tmp_path: Path) -> None:
    async with running(Settings(data_dir=tmp_path, port=0, demo=False)) as chat:
        assert (await chat.ask("GET", REHEARSAL))[0] == 403
