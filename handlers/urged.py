"""What is said to those whom an officer above has urged: only what is still true when it is said, in their
own name, with everything the ledger needs. And the word to the officer when all of it is done."""

from collections.abc import Mapping, Sequence, Set
from datetime import timedelta
from typing import Any

from handlers import debt_lines, first_initiative, news, owed, session, urging_pages, urging_work
from handlers.deadline_items import MUTED, PAID
from handlers.deadline_rows import CLOSED, GONE, ROLE, About, Recipient, level_of
from handlers.deadline_words import left, until
from handlers.events import Choice, Param, Phrase, Reply
from handlers.owed import Standing
from handlers.turn import Turn, today_of
from handlers.urging_kinds import DRAFTS, TYPED, lacks
from handlers.urging_work import Round, allowed, role_of
from programmes.calendar import at_level
from programmes.debts import Debt
from storage import ledger, people, preferences, roles, urgings
from storage.roles import Held
from storage.tables import Reminder
from storage.urgings import KIND

DONE = "urging-done"
DRAFT = "draft"  # of the kinds that somebody can turn down
LOOK = timedelta(minutes=1)
LOOKS = 60  # so often it is looked whether all of it is done


Found = Mapping[int, Standing]
"""How a unit stands, and those below it."""


def due(turn: Turn, subject: str) -> list[Reply]:
    """What an officer above had said, while it is still true: "<round>.<unit>.<unit>/<person>"."""
    what, _, person_id = subject.rpartition("/")
    number, *units = (session.number(part) for part in what.split("."))
    row, reminder = urgings.one(turn.store, number), turn.store.get(Reminder, turn.event.seq)
    if row is None or reminder is None:
        return []
    meant = urging_work.round_of(turn.service, row._mapping, turn.now)
    own = people.same(turn.store, session.number(person_id), turn.person.id)
    if own and _waits(turn, row.kind, meant, what):
        return []
    if row.kind == DRAFTS:
        return _draft(turn, row, reminder) if own else []
    told, untold = _true(turn, row, meant, units) if own else ({}, dict.fromkeys(units, GONE))
    for unit_id, why in untold.items():
        gone = {"state": "missed", "error": why, "person_id": session.number(person_id)}
        _note(turn, row, reminder, unit_id, (), **gone)
        if why == ROLE:
            _hand_on(turn, row, turn.service.present(unit_id))
    return _said(turn, row, meant, reminder, told) if told else []


def _waits(turn: Turn, kind: str, meant: Round | None, what: str) -> bool:
    """Where the service was down when it was due it may be night by now: then it is left for the morning."""
    when = allowed(turn.now, role_of(kind), preferences.get(turn.store, turn.person.id), meant)
    return when > turn.now and news.leave(turn, turn.person.id, KIND, what, when)


def _true(
    turn: Turn, row: Any, meant: Round | None, units: Sequence[int]
) -> tuple[dict[int, Found], dict[int, str]]:
    """The units of theirs that still lack it; and why nothing is said about the others."""
    told: dict[int, Found] = {}
    untold: dict[int, str] = {}
    held = roles.held(turn.store, turn.person.id, today_of(turn.now))
    for asked in units:
        key = turn.service.present(asked)
        if key is None or Held("officer", key) not in held:
            untold[asked] = ROLE
        elif row.kind == TYPED:
            told[key] = {}
        elif meant is None:
            untold[asked] = CLOSED
        elif (standing := (found := look(turn, meant, key)).get(key)) and lacks(row.kind, standing.debts):
            told[key] = found
        else:
            untold[asked] = PAID
    return told, untold


def look(turn: Turn, meant: Round, unit_id: int) -> Found:
    """How a unit stands now, and those below it; nothing of one that does not see to the deadline, as the
    successor of a merged one may not."""
    return owed.standings(turn, meant.programme, meant.deadline, meant.occurrence, [unit_id])


def _hand_on(turn: Turn, row: Any, unit_id: int | None) -> None:
    """Whoever was to be told is not the unit's officer any more, or it has become part of another: those who
    are its officers now hear it, unless they have a word of their own."""
    if unit_id is None:
        return
    for one in roles.holders(turn.store, "officer", unit_id, today_of(turn.now)):
        if one != row.person_id and not urgings.is_told(turn.store, row.id, one):
            news.leave(turn, one, KIND, urgings.subject(row.id, [unit_id]))


def _said(
    turn: Turn, row: Any, meant: Round | None, reminder: Reminder, told: Mapping[int, Found]
) -> list[Reply]:
    """One message for all units of theirs, one line of the ledger for each."""
    phrase = words(turn, row, meant, told, turn.person.name)
    numbers = [
        _note(turn, row, reminder, key, lacks(row.kind, found[key].debts) if found else (),
              text=_kept(turn, row, meant, {key: found}))
        for key, found in told.items()
    ]  # fmt: skip
    if not turn.conversation.reachable:
        return []
    kinds = {debt.kind for key, found in told.items() if found for debt in lacks(row.kind, found[key].debts)}
    choices = tuple(
        Choice(f"remind:{numbers[0]}:{token}", Phrase(f"remind#{token}")) for token in _answers(kinds)
    )
    return news.say(turn, Reply(phrase.key, phrase.params, choices))


def _kept(turn: Turn, row: Any, meant: Round | None, told: Mapping[int, Found]) -> str:
    """What the ledger keeps of it for one unit, whose officers need not know of the others."""
    phrase = words(turn, row, meant, told, turn.person.name)
    return turn.words.text(phrase, turn.service.voice(turn.person.language, turn.person.unit_id))


def _answers(kinds: Set[str]) -> tuple[str, ...]:
    """What can be pressed: as with a reminder of the same; words of an officer are only acknowledged."""
    if not kinds:
        return ("known",)
    if kinds == {"none"}:
        return (*first_initiative.WAYS, "known")
    return (*(["report"] if "report" in kinds else []), "known", "later", "passed")


def _note(
    turn: Turn, row: Any, reminder: Reminder, unit_id: int | None, debts: Sequence[Debt], **more: Any
) -> int:
    there = turn.conversation.reachable
    values = {
        "kind": KIND, "programme": row.programme, "deadline": row.deadline, "round": row.round,
        "unit_id": unit_id, "person_id": turn.person.id, "role": role_of(row.kind),
        "debts": [list(debt) for debt in debts], "due_at": reminder.due_at, "at": turn.now,
        "channel": turn.conversation.channel, "inbox_id": turn.id, "urging_id": row.id,
        "state": "said" if there else "failed", "error": "" if there else ledger.UNREACHABLE,
    }  # fmt: skip
    return ledger.note(turn.store, **{**values, **more})


# The words


def words(turn: Turn, row: Any, meant: Round | None, told: Mapping[int, Found], name: str) -> Phrase:
    """What is said to somebody of some units, word for word; an officer sees it before it is sent. `row` has
    the kind, unit, number and text of a round, and who began it."""
    sender: dict[str, Param] = {
        "who": row.who, "from": turn.service.places[row.unit_id].name, "number": row.number
    }  # fmt: skip
    if row.kind == TYPED or meant is None:
        names = ", ".join(turn.service.places[key].name for key in told)
        return Phrase("urged.typed", {"name": name, "unit": names, "text": row.text, **sender})
    abouts = [_about(turn, meant, key) for key in told]
    params: dict[str, Param] = {
        "name": name,
        "programme": meant.programme.short,
        "title": Phrase(f"{meant.programme.key}.deadline-{meant.deadline.key}"),
        "until": until(meant.programme, meant.deadline, abouts[0].occurrence),
        "left": left(turn, abouts[0]),
        "items": tuple(_item(turn, row.kind, about, told[about.to.unit_id]) for about in abouts),
        "sender": Phrase("urged.sender", sender),
    }
    return Phrase("urged", params)


def _about(turn: Turn, meant: Round, unit_id: int) -> About:
    """The round on the day of the unit's own level."""
    level = level_of(turn.service, unit_id)
    to = Recipient(turn.conversation.id, turn.person.id, "officer", unit_id)
    own = at_level(meant.occurrence, meant.deadline, level)
    return About(meant.programme, meant.deadline, own, to, level)


def _item(turn: Turn, kind: str, about: About, found: Found) -> Phrase:
    """A unit, and what it lacks of the kind that the round is about."""
    standing = found[about.to.unit_id]
    lacking = Standing(standing.facts, lacks(kind, standing.debts))
    lines = tuple(debt_lines.lines(turn, about, lacking, found))
    return Phrase("urged.item", {"unit": turn.service.places[about.to.unit_id].name, "lines": lines})


# Workers with unfinished registrations


def _draft(turn: Turn, row: Any, reminder: Reminder) -> list[Reply]:
    """They alone hear of it, while there still is one, and if they wish to. The line of the ledger names no
    unit: it is counted, and nobody reads whose it is."""
    muted = DRAFT in preferences.get(turn.store, turn.person.id).muted
    if muted or not turn.store.open_drafts(turn.person.id, "registration"):
        _note(turn, row, reminder, None, (), state="missed", error=MUTED if muted else PAID)
        return []
    phrase = drafts_words(turn, row, turn.person.name)
    _note(turn, row, reminder, None, ())
    if not turn.conversation.reachable:
        return []
    return news.say(
        turn, Reply(phrase.key, phrase.params, (Choice("menu:drafts", Phrase("urged.draft#open")),))
    )


def drafts_words(turn: Turn, row: Any, name: str) -> Phrase:
    """What they are told."""
    return Phrase(
        "urged.draft", {"name": name, "who": row.who, "from": turn.service.places[row.unit_id].name}
    )


# When all of it is done


def watched(turn: Turn, subject: str) -> list[Reply]:
    """Says by itself what came of a round, once nothing is on its way any more; looks again every minute, for
    an hour at most. "<round>.<look>/<person>"."""
    what = news.about(turn, subject)
    number, look, *_ = (*map(session.number, (what or "").split(".")), 0, 0)
    row = urging_pages.of_round(turn, number) if what else None
    if row is None:
        return []
    if look < LOOKS and urging_pages.on_the_way(turn, row):
        news.leave(turn, turn.person.id, DONE, f"{number}.{look + 1}", turn.now + LOOK)
        return []
    return news.say(turn, urging_pages.result(turn, row))
