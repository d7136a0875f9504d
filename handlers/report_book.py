"""The reports that a body receives, as its officers and those above it see them: of each month or year how
many unions have sent theirs, which have not, and the reports themselves.

A button's subject is body, version, report by its place, round by its number, and page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from handlers import menu, permissions, record_rounds
from handlers.events import Choice, Param, Phrase, Reply
from handlers.lists import listed
from handlers.record_book import unknown
from handlers.record_form import Entry, title
from handlers.record_rounds import every_round, last_over, of_round
from handlers.service import Service
from handlers.turn import ZONE, Turn
from programmes.model import Programme, Report
from storage import entered
from storage.entered import Sent

ROUNDS = 12  # months or years that are listed
NAMES = 10  # unions of a page


def senders(service: Service, programme: Programme, report: Report) -> list[int]:
    """The open units that send a report, the issuing body left out (003 III.3: those directly under it)."""
    body = service.unit_of(programme)

    def sends(unit_id: int) -> bool:
        if report.direct:
            return service.directly_under(unit_id, programme)
        return any(place.id == body for place in service.lineage(unit_id)[1:])

    levels = (
        p.id for p in service.places.values() if p.level in report.by and p.id not in service.successors
    )
    return [unit_id for unit_id in levels if sends(unit_id)]


def show(turn: Turn, body: int, version: int, where: tuple[int, ...] = (0,)) -> list[Reply]:
    """Every report with its months or years, the one that is due first."""
    programme = _programme(turn, body, version)
    if programme is None:
        return unknown(turn)
    choices = []
    for place, report in enumerate(programme.reports):
        due = set(senders(turn.service, programme, report))
        sent: dict[str, set[int]] = defaultdict(set)
        for one in entered.reports(turn.store, programme.key, report.key):
            sent[one.round].add(one.unit_id)
        for round_ in _rounds(turn, programme, report, set(sent)):
            number = record_rounds.round_number(programme, round_)
            params: dict[str, Param] = {
                "what": _named(programme, report, round_),
                "sent": len(sent[round_] & due),
                "of": len(due),
            }
            value = f"record:{body}.{version}.{place}.{number}.0:round"
            choices.append(Choice(value, Phrase("received#round", params)))
    reply = Reply("received", {"programme": programme.short, "unit": turn.service.places[body].name})
    return listed(turn, reply, choices, where[0], lambda other: f"record:{body}.{version}.{other}:received")


def _rounds(turn: Turn, programme: Programme, report: Report, sent: Iterable[str]) -> list[str]:
    """The months or years that are over, the newest first; the one that runs only where somebody has sent
    its report already. What is sent as it comes has none."""
    if report.every not in ("month", "year"):
        return [""]
    over = last_over(report.every, turn.today)
    every = every_round(programme, report.every, turn.today)
    return [round_ for round_ in every if round_ <= over or round_ in sent][:ROUNDS]


def _programme(turn: Turn, body: int, version: int) -> Programme | None:
    """The programme whose reports may be seen; also when it is closed."""
    programme = turn.service.programmes.get(version)
    mine = programme is not None and turn.service.unit_of(programme) == body
    return programme if mine and permissions.may(turn, "record", body) else None


def _named(programme: Programme, report: Report, round_: str) -> Phrase | str:
    return of_round(programme, title(programme, Entry("report", report)), round_)


def _asked(
    turn: Turn, body: int, version: int, where: tuple[int, ...]
) -> tuple[Programme, Report, str, list[Sent]] | None:
    """The report and round of a button, with what was sent."""
    programme = _programme(turn, body, version)
    if programme is None or where[0] >= len(programme.reports):
        return None
    report, round_ = programme.reports[where[0]], record_rounds.numbered_round(programme, where[1])
    return programme, report, round_, entered.reports(turn.store, programme.key, report.key, round_)


def _round(turn: Turn, body: int, version: int, where: tuple[int, ...]) -> list[Reply]:
    """How many have sent a report of a round, and a page of those who have not."""
    asked = _asked(turn, body, version, where)
    if asked is None:
        return unknown(turn)
    programme, report, round_, sent = asked
    place, number, page = where[:3]
    due, here = senders(turn.service, programme, report), {one.unit_id for one in sent}
    missing = sorted(turn.service.places[key].name for key in due if key not in here)
    names = missing[page * NAMES :][:NAMES]
    params: dict[str, Param] = {
        "what": _named(programme, report, round_),
        "sent": len(due) - len(missing),
        "of": len(due),
        "nil": sum(one.nil for one in sent),
        "missing": tuple(Phrase("received.name", {"unit": name}) for name in names),
    }
    scope = f"record:{body}.{version}.{place}.{number}."
    more = len(missing) > (page + 1) * NAMES
    choices = (
        *((Choice(f"{scope}{page + 1}:round", Phrase("programmes#more")),) if more else ()),
        *((Choice(f"{scope}0:sent", Phrase("received#sent")),) if sent else ()),
        Choice(f"record:{body}.{version}.0:received", Phrase("received#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    key = "received.round" if missing else "received.round-all"
    return menu.choose(turn, key, Reply(key, params, choices))


def _sent(turn: Turn, body: int, version: int, where: tuple[int, ...]) -> list[Reply]:
    """The reports of a round, the newest first."""
    asked = _asked(turn, body, version, where)
    if asked is None:
        return unknown(turn)
    programme, report, round_, sent = asked
    choices = [
        Choice(
            f"record:{one.unit_id}.{version}.{one.id}:one",
            Phrase(
                "received#nil" if one.nil else "received#one",
                {"unit": turn.service.places[one.unit_id].name,
                 "day": one.sent_at.astimezone(ZONE).date()},
            ),
        )
        for one in sorted(sent, key=lambda one: -one.id)
    ]  # fmt: skip
    scope = f"record:{body}.{version}.{where[0]}.{where[1]}."
    reply = Reply("received.sent", {"what": _named(programme, report, round_)})
    back = Choice(f"{scope}0:round", Phrase("received#back"))
    return listed(turn, reply, choices, where[2], lambda other: f"{scope}{other}:sent", back)


LOOKS: Mapping[str, Callable[[Turn, int, int, tuple[int, ...]], list[Reply]]] = {
    "received": show,
    "round": _round,
    "sent": _sent,
}
