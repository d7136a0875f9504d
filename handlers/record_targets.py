"""The targets a unit sets itself for a year, a phase or the whole programme, and those a body gives to the
units below it. All that were entered are kept, the last one counts.

Plan 002 splits its 700 neither by unit nor by phase: after a figure is entered it is said how the figures of
one level add up to the one above.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from handlers import dialog, menu, permissions, record_form
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form
from handlers.lists import listed
from handlers.money import dong
from handlers.record_book import target_named, unknown
from handlers.record_rounds import of_round, round_number
from handlers.target_form import TARGET, below
from handlers.turn import Turn
from programmes.model import Programme, Target
from storage import entered
from storage.records import Draft
from storage.tables import Record

FORM = TARGET.key

Places = tuple[int, ...]
Set = Mapping[tuple[int, str, str], int]
"""Figures by unit, target and round."""


def settable(turn: Turn, unit_id: int, programme: Programme) -> list[tuple[int, Target, str]]:
    """The figures a unit may set at present, by place, with the rounds they are for."""
    version = programme.targets_on(turn.today)
    valid = {target.key for target in version.targets} if version else set()
    return [
        (place, target, round_)
        for place, target in enumerate(record_form.settable(programme, turn.service.places[unit_id].level))
        if target.key in valid
        for round_ in _rounds(turn, programme, target)
    ]


def _rounds(turn: Turn, programme: Programme, target: Target) -> list[str]:
    """The phases of a target; this year and the next one while the programme runs; "" for the whole of it."""
    if target.period == "phase":
        return [target.phase] if target.phase else [phase.key for phase in programme.phases]
    if target.period != "year":
        return [""]
    runs, years = programme.runs, (turn.today.year, turn.today.year + 1)
    inside = [year for year in years if runs.window.first.year <= year <= runs.window.last.year]
    return [str(year) for year in inside]


def _given(turn: Turn, unit_id: int, target: Target) -> bool:
    """Whether a unit gives it to others: it is set by this level for another one."""
    return target.per not in (None, turn.service.places[unit_id].level)


def _targets(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
    """What can be set, with what was."""
    programme, scope = turn.service.programmes[version], f"record:{unit_id}.{version}."
    offered = settable(turn, unit_id, programme)
    gives = {target.per for _, target, _ in offered if _given(turn, unit_id, target)}
    figures = entered.figures(turn.store, programme.key, [unit_id, *below(turn.service, unit_id, gives)])
    choices = []
    for place, target, round_ in offered:
        what = of_round(programme, target_named(turn, programme, target.key), round_)
        params: dict[str, Param] = {"what": what}
        figure = figures.get((unit_id, target.key, round_))
        if _given(turn, unit_id, target):
            has = [key for key, name, of in figures if (name, of) == (target.key, round_)]
            label = Phrase("targets#given", {**params, "count": len(has)})
        elif figure is None:
            label = Phrase("targets#unset", params)
        else:
            label = Phrase("targets#set", {**params, "figure": dong(figure)})
        choices.append(Choice(f"{scope}{place}.{round_number(programme, round_)}:set", label))
    reply = Reply("targets", {"programme": programme.short, "unit": turn.service.places[unit_id].name})
    back = Choice(f"{scope}0:list", Phrase("records.sent#more"))
    return listed(turn, reply, choices, where[0], lambda other: f"{scope}{other}:targets", back)


def _set(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
    """Asks for a figure."""
    programme = turn.service.programmes[version]
    found = [
        (target, round_)
        for place, target, round_ in settable(turn, unit_id, programme)
        if (place, round_number(programme, round_)) == where[:2]
    ]
    if not found:
        return unknown(turn)
    target, round_ = found[0]
    for begun in turn.store.open_drafts(turn.person.id, FORM):
        dialog.throw(turn, begun)
    level = target.per if _given(turn, unit_id, target) else None
    figures = entered.figures(turn.store, programme.key, [unit_id, *below(turn.service, unit_id, [level])])
    what = of_round(programme, target_named(turn, programme, target.key), round_)
    notes: dict[str, Any] = {
        "for": unit_id,
        "key": target.key,
        "round": round_,
        "what": turn.words.text(what, turn.person.language),
        "level": level,
        "was": {str(key): n for (key, name, of), n in figures.items() if (name, of) == (target.key, round_)},
    }
    _, replies = dialog.begin(turn, DIALOG, FORM, version, **notes)
    return replies


DEEDS: Mapping[str, Callable[[Turn, int, int, Places], list[Reply]]] = {"targets": _targets, "set": _set}


# The form


def _context(turn: Turn, draft: Draft) -> Context:
    programme = turn.service.programmes.get(draft.programme_version_id or 0)
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, programme)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the figures, if whoever entered them still may."""
    draft.state = "sent"
    notes, version = draft.notes, draft.programme_version_id or 0
    programme, unit_id = turn.service.programmes.get(version), int(notes["for"])
    target = _target(programme, str(notes["key"]))
    if programme is None or target is None or not permissions.may(turn, "record", unit_id):
        return unknown(turn)
    if not permissions.takes_records(turn.service, unit_id, programme):
        return menu.show(turn, (Phrase("records.closed", {"programme": programme.short}),))
    chosen = draft.answers.get("unit", unit_id)
    rows = chosen if isinstance(chosen, list) else [[chosen, draft.answers["figure"]]]
    turn.store.flush_drafts()
    for key, figure in rows:
        turn.store.add(
            Record(
                kind="target", programme=programme.key, programme_version_id=version, unit_id=key,
                person_id=turn.person.id, key=target.key, round=str(notes["round"]),
                answers={"figure": figure}, draft_id=draft.id, sent_at=turn.at,
            )
        )  # fmt: skip
    return _said(turn, programme, draft, target, rows)


def _target(programme: Programme | None, key: str) -> Target | None:
    every = (
        (target for version in reversed(programme.targets) for target in version.targets) if programme else ()
    )
    return next((target for target in every if target.key == key), None)


def _said(
    turn: Turn, programme: Programme, draft: Draft, target: Target, rows: Sequence[Sequence[int]]
) -> list[Reply]:
    unit_id, version, round_ = int(draft.notes["for"]), draft.programme_version_id, str(draft.notes["round"])
    scope = f"record:{unit_id}.{version}."
    params: dict[str, Param] = {
        "what": str(draft.notes["what"]),
        "unit": turn.service.places[rows[0][0]].name,
        "figure": dong(rows[0][1]),
        "count": len(rows),
        "check": _check(turn, programme, unit_id, target, round_),
    }
    again = Choice(f"{scope}0:targets", Phrase("targets#more"))
    choices = [again, Choice("menu:show", Phrase("mine.one#menu"))]
    if draft.notes.get("level"):
        place = record_form.settable(programme, turn.service.places[unit_id].level).index(target)
        number = round_number(programme, round_)
        choices.insert(0, Choice(f"{scope}{place}.{number}:set", Phrase("targets#next")))
    if len(rows) > 1:
        del params["unit"], params["figure"]
        return menu.choose(turn, "targets.table", Reply("targets.table", params, tuple(choices)))
    del params["count"]
    return menu.choose(turn, "targets.entered", Reply("targets.entered", params, tuple(choices)))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("form.cancelled"),))


def _form(_turn: Turn, _draft: Draft) -> Form:
    return TARGET


DIALOG = Dialog(_form, _context, _finish, _left, _left, _left, progress="", dossier=False)


# How the figures add up


def _check(turn: Turn, programme: Programme, unit_id: int, target: Target, round_: str) -> Phrase | str:
    """How the figures of the units directly below add up to the one above: below the unit itself where it
    gives them or where some have set theirs, else beside it."""
    parent = turn.service.parents.get(unit_id)
    children, beside = _children(turn, unit_id), _children(turn, parent) if parent is not None else []
    around = {unit_id, *children, *beside, *([parent] if parent is not None else [])}
    figures = entered.figures(turn.store, programme.key, around)
    if any(_figure(turn, programme, figures, key, target, round_) is not None for key in children):
        return _sum(turn, programme, figures, unit_id, target, round_)
    if parent is None or unit_id == turn.service.unit_of(programme):
        return ""
    return _sum(turn, programme, figures, parent, target, round_)


def _children(turn: Turn, unit_id: int) -> list[int]:
    known = turn.service.parents.items()
    return [key for key, parent in known if parent == unit_id and key not in turn.service.successors]


def _sum(
    turn: Turn, programme: Programme, figures: Set, unit_id: int, target: Target, round_: str
) -> Phrase | str:
    """The sum of what those directly below a unit have set, beside its own figure or the plan's."""
    children = _children(turn, unit_id)
    known = [_figure(turn, programme, figures, key, target, round_) for key in children]
    set_ = [figure for figure in known if figure is not None]
    if not set_:
        return ""
    params: dict[str, Param] = {
        "unit": turn.service.places[unit_id].name,
        "count": len(set_),
        "of": len(children),
        "sum": dong(sum(set_)),
    }
    own = _figure(turn, programme, figures, unit_id, target, round_)
    if own is not None:
        return Phrase("targets.check-own", {**params, "figure": dong(own)})
    plan = _plan(turn, programme, target, round_) if unit_id == turn.service.unit_of(programme) else None
    return (
        Phrase("targets.check-plan", {**params, "figure": dong(plan)})
        if plan
        else Phrase("targets.check", params)
    )


def _figure(
    turn: Turn, programme: Programme, figures: Set, unit_id: int, like: Target, round_: str
) -> int | None:
    """What was set for a unit for the same time, whatever its level calls it."""
    level = turn.service.places[unit_id].level
    keys = [
        other.key
        for other in _alike(turn, programme, like, round_)
        if other.per == level or (other.per is None and level in other.set_by)
    ]
    found = (figures.get((unit_id, key, round_)) for key in keys)
    return next((figure for figure in found if figure is not None), None)


def _plan(turn: Turn, programme: Programme, like: Target, round_: str) -> int | None:
    """What the plan itself says of the whole, for the same time."""
    alike = _alike(turn, programme, like, round_)
    return next((int(other.value) for other in alike if other.per is None and other.value), None)


def _alike(turn: Turn, programme: Programme, like: Target, round_: str) -> Iterable[Target]:
    version = programme.targets_on(turn.today)
    return [
        other
        for other in (version.targets if version else ())
        if (other.measure, other.period, other.of) == ("count", like.period, like.of)
        and other.phase in (None, round_)
    ]
