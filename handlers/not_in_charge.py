"""Không phải việc tôi phụ trách: the reason goes up, and whoever said it is not told again.

It counts for all that was said in one message; each unit's officers above hear of what is theirs.
"""

from handlers import dialog, hours, ledger_lines, menu, news, permissions, reminded, session
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question
from handlers.questions import words
from handlers.turn import Turn, today_of
from storage import desk, ledger
from storage.records import Draft
from storage.tables import Notice

PASSED = "passed"  # an officer hears that somebody below is not in charge of something
REASON = Form("passed", (Question("reason", words),))


def begin(turn: Turn, line: Notice) -> list[Reply]:
    """Asks who is, or why not."""
    for begun in turn.store.open_drafts(turn.person.id, REASON.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, REASON.key, line=line.id)
    return replies


def _passed(turn: Turn, draft: Draft) -> list[Reply]:
    """The reason goes to the officers above; whoever said it is not told of this round again."""
    draft.state = "sent"
    line = reminded.mine(turn, session.number(str(draft.notes.get("line"))))
    if line is None:
        return menu.show(turn, (Phrase("remind.gone"),))
    told = _official(turn, line)
    for one in told:
        why = {"reason": draft.answers["reason"]}
        ledger.answer(turn.store, one.id or 0, "passed", turn.person.id, turn.now, why)
    of_units = {reminded.standing_at(one): one for one in told}
    names = dict.fromkeys(name for one in of_units.values() for name in _sent_up(turn, one))
    key = "remind.passed" if names else "remind.passed-alone"
    return menu.show(turn, (Phrase(key, {"names": ", ".join(names)}),))


def _official(turn: Turn, line: Notice) -> list[Notice]:
    """The lines of its message that are about a unit's business; a draft of their own is theirs."""
    return [one for one in reminded.together(turn, line) if one.role != "worker"]


def _sent_up(turn: Turn, line: Notice) -> list[str]:
    """Leaves word for the officers above a line's unit; their names."""
    above = [place.id for place in turn.service.lineage(reminded.standing_at(line))[1:]]
    return [
        one.name
        for one in desk.nearest(desk.officers(turn.store, above, today_of(turn.now)))
        if news.leave(
            turn, one.person_id, PASSED, str(line.id), hours.soonest(turn, one.person_id, "officer")
        )
    ]


def passed(turn: Turn, subject: str) -> list[Reply]:
    """The word to an officer above: who is not in charge of what, and why; and how somebody else is named."""
    about = news.about(turn, subject)
    line = turn.store.get(Notice, int(about)) if about else None
    if line is None or not permissions.may(turn, "review", reminded.standing_at(line)):
        return []
    unit_id = reminded.standing_at(line)
    told = (one for one in _official(turn, line) if reminded.standing_at(one) == unit_id)
    titles = dict.fromkeys(f"{one.programme}.deadline-{one.deadline}" for one in told)
    params: dict[str, Param] = {
        "name": turn.store.person(line.person_id).name,
        "unit": turn.service.places[unit_id].name,
        "what": ledger_lines.joined([Phrase(title) for title in titles]),
        "reason": str(line.data.get("reason", "")),
    }
    choices = (Choice(f"role:{unit_id}:officer", Phrase("heard.unattended#invite")),)
    return news.say(turn, Reply("remind.passed-up", params, choices))


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn)


DIALOG = Dialog(lambda _turn, _draft: REASON, _context, _passed, _left, _left, _left, progress="")
