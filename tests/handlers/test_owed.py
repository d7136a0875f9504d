"""What units owe by what is stored, on both engines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import Connection, Engine, insert

from bot.current import tree
from handlers import owed
from handlers.service import Service
from programmes.calendar import occurrences
from programmes.model import ZONE, library, load
from storage import entered, units
from storage.tables import Initiative, Person, ProgrammeVersion

YEARLY = load(library()["ninh-thuan-dkst"])
PHASED = load(library()["bac-kan-1tr"])


@dataclass
class Asker:
    """Who asks, and what is stored."""

    store: Connection
    now: datetime
    service: Service

    def sent(self, unit: str, at: datetime, programme: str) -> None:
        """An initiative of a unit."""
        values = {
            "code": f"K-{at}", "programme": programme, "programme_version_id": 1, "person_id": 1,
            "unit_id": self.service.ids[unit], "unit_note": "", "status": "sent", "sent_at": at,
        }  # fmt: skip
        self.store.execute(insert(Initiative.__table__).values(values))  # type: ignore[attr-defined]


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=ZONE)


@pytest.fixture
def asker(engine: Engine) -> Iterator[Asker]:
    with engine.begin() as opened:
        for sample in ("ninh_thuan.csv", "bac_kan.csv"):
            units.import_units(opened, units.read_csv(units.SAMPLES / sample))
        now = at(2025, 1, 2)
        lan = {"id": 1, "name": "Lan", "language": "vi", "created_at": now}
        opened.execute(insert(Person.__table__).values(lan))  # type: ignore[attr-defined]
        version = {"id": 1, "key": "k", "checksum": "c", "body": "", "loaded_at": now}
        opened.execute(insert(ProgrammeVersion.__table__).values(version))  # type: ignore[attr-defined]
        known = Service(**tree(units.all_units(opened)), programmes={1: YEARLY, 2: PHASED}, current=(1, 2))
        yield Asker(opened, now, known)


def owes(asker: Asker, unit: str, year: str, level: str | None) -> list[str]:
    deadline = YEARLY.deadline("register")
    assert deadline is not None
    first, last = at(int(year) - 1, 12, 1).date(), at(int(year), 1, 31).date()
    known = occurrences(YEARLY, first, last, level)
    [occurrence] = [one for one in known if (one.deadline, one.round) == ("register", year)]
    key = asker.service.ids[unit]
    return [debt.kind for debt in owed.owing(asker, YEARLY, deadline, occurrence, [key])[key]]


@pytest.mark.parametrize("level", ["grassroots", None])
def test_last_year_s_initiatives_do_not_count_for_this_year(asker: Asker, level: str | None) -> None:
    """004 II.2.1: before 15/01 every year; grassroots unions on 31/12 of the year before."""
    unit = next(p.code for p in asker.service.places.values() if p.code[:3] == "NT-" and p.level[0] == "g")
    asker.sent(unit, at(2024, 1, 14), YEARLY.key)
    assert "none" not in owes(asker, unit, "2024", level)
    assert "none" in owes(asker, unit, "2025", level)
    asker.sent(unit, at(2024, 1, 15), YEARLY.key)
    assert "none" not in owes(asker, unit, "2025", level)
    assert "none" in owes(asker, unit, "2026", level)


def test_a_figure_for_the_whole_programme_counts_both_phases(asker: Asker) -> None:
    unit, deadline = "BK-THCSDL", PHASED.deadline("phase-2-entry")
    key = asker.service.ids[unit]
    for moment in (at(2022, 3, 1), at(2022, 4, 1), at(2022, 7, 1)):
        asker.sent(unit, moment, PHASED.key)
    for name, round_ in (("grassroots-programme", ""), ("grassroots-phase", "phase-2")):
        values = {
            "kind": "target", "programme": PHASED.key, "programme_version_id": 1, "unit_id": key,
            "person_id": 1, "key": name, "round": round_, "answers": {"figure": 3}, "sent_at": asker.now,
        }  # fmt: skip
        asker.store.execute(insert(entered.record).values(values))
    assert deadline is not None
    [occurrence] = [
        one
        for one in occurrences(PHASED, at(2023, 8, 1).date(), at(2023, 9, 30).date())
        if one.deadline == deadline.key
    ]
    found = owed.owing(asker, PHASED, deadline, occurrence, [key])[key]
    assert [(d.key, d.number, d.of) for d in found if d.kind == "target"] == [("grassroots-phase", 1, 3)]
