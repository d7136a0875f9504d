"""Where an event goes: an ordered table, readable top to bottom."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import (
    additions,
    addressing,
    answering,
    asking,
    author_pages,
    author_words,
    authors,
    canned,
    canned_desk,
    chats,
    codes,
    contacts,
    deadline_reminders,
    deadline_rows,
    deadlines,
    desk,
    dialog,
    drafts,
    faq,
    figure_news,
    first_initiative,
    further_up,
    handing,
    help_log,
    idea_steps,
    idea_told,
    ideas,
    invitations,
    ledger,
    ledger_book,
    linking,
    menu,
    mine,
    not_in_charge,
    officers,
    own_questions,
    person_merge,
    preferences,
    proposing,
    quotes,
    records,
    register_desk,
    registration,
    remind_answers,
    reminders,
    report_news,
    review_news,
    reviews,
    role_book,
    role_desk,
    role_news,
    role_pages,
    roster_desk,
    rude,
    session,
    snooze,
    table_desk,
    team_desk,
    ticket_figures,
    ticket_news,
    ticket_routes,
    ticket_told,
    ticket_words,
    unit_desk,
    unit_news,
    unreached,
    upload_links,
    uploaded,
    urged,
    urging,
    urging_form,
    welcome,
    workday,
    writing,
)
from handlers.events import STICKER, Phrase, Reply
from handlers.matching import Command
from handlers.text import clean, fold
from handlers.turn import Turn
from storage import unit_word, urgings
from storage.records import Draft
from storage.tables import Author

DIALOGS = {
    **drafts.DIALOGS,
    **records.DIALOGS,
    "change": welcome.CHANGE,
    "decision": officers.DIALOG,
    "review": reviews.DIALOG,
    "find": desk.DIALOG,
    "ledger": ledger.DIALOG,
    "urge": urging_form.DIALOG,
    "reply": additions.REPLY_DIALOG,
    "objection": author_words.OBJECTION,
    "paper": author_pages.PAPER,
    "role": role_desk.DIALOG,
    "prefer": preferences.DIALOG,
    "merge": person_merge.DIALOG,
    "passed": not_in_charge.DIALOG,
    "snooze": snooze.DIALOG,
    "ask": asking.DIALOG,
    "more": own_questions.MORE_DIALOG,
    "first": first_initiative.DIALOG,
    "canned": canned_desk.DIALOG,
    "team": team_desk.DIALOG,
    "idea": ideas.DIALOG,
    "help": help_log.DIALOG,
}

Handler = Callable[[Turn], list[Reply]]
Chosen = Callable[[Turn, str, str], list[Reply]]

COMMANDS: Mapping[str, Handler] = {
    "start": lambda turn: _begin(turn),  # noqa: PLW0108  # defined below
    "menu": menu.show,
    "register": registration.start,
    "mine": mine.show,
    "drafts": drafts.show,
    "deadlines": deadlines.show,
    "details": welcome.details,
    "switch": welcome.switch,
    "link": linking.show,
    "chats": chats.show,
    "consult": lambda turn: _consult(turn),  # noqa: PLW0108  # defined below
    "faq": faq.show,
    "upload": lambda turn: _aside(turn, *upload_links.asked(turn)),
    "english": lambda turn: _language(turn, "en"),
    "vietnamese": lambda turn: _language(turn, "vi"),
}
"""Commands that work everywhere; a question that is open waits in its draft."""

MENU: Mapping[str, Handler] = {
    **COMMANDS,
    "show": menu.show,
    "behalf": lambda turn: registration.start(turn, behalf=True),
    "desk": desk.show,
    "register-book": register_desk.show,
    "ledger": ledger.show,
    "urging": urging.show,
    **{f"urge-{kind}": urging.about(kind) for kind in urging.SAID},
    "programmes": officers.show,
    "records": records.show,
    "units": unit_desk.show,
    "roles": role_pages.show,
    "preferences": preferences.show,
    "away": role_desk.away,
    "questions": lambda turn: _questions(turn),  # noqa: PLW0108  # defined below
    "canned": canned_desk.show,
    "team": team_desk.show,
    "answerers": team_desk.show,
    "idea": ideas.start,
    "ideas": ideas.show,
    "help-log": help_log.begin,
    "help-list": help_log.show,
    "figures": ticket_figures.show,
    "known": lambda turn: _answered(turn, "known"),
    "snooze": lambda turn: _answered(turn, "later"),
    "passed": lambda turn: _answered(turn, "passed"),
}

CHOSEN: Mapping[str, Chosen] = {
    "menu": lambda turn, _subject, token: MENU.get(token, menu.show)(turn),
    "closed": registration.closed_chosen,
    "programme": registration.programme_chosen,
    "draft": drafts.draft_chosen,
    "tonight": drafts.tonight_chosen,
    "sent": mine.sent_chosen,
    "mine": mine.chosen,
    "details": welcome.details_chosen,
    "switch": welcome.switch_chosen,
    "landed": welcome.landed_chosen,
    "link": linking.chosen,
    "chat": chats.chosen,
    "contact": lambda turn, subject, token: _contact(turn, subject, token),  # noqa: PLW0108  # defined below
    "merge": person_merge.chosen,
    "plan": officers.chosen,
    "record": records.chosen,
    "units": unit_desk.chosen,
    "desk": desk.chosen,
    "case": reviews.chosen,
    "book": register_desk.chosen,
    "ledger": ledger.chosen,
    "urging": urging.chosen,
    "roster": roster_desk.chosen,
    "author": author_words.chosen,
    "authors": author_pages.chosen,
    "role": role_desk.chosen,
    "prefer": preferences.chosen,
    "remind": lambda turn, subject, token: _reminded(turn, subject, token),  # noqa: PLW0108  # defined below
    "ask": own_questions.chosen,
    "know": faq.chosen,
    "canned": canned.chosen,
    "entry": canned_desk.chosen,
    "ticket": answering.chosen,
    "block": rude.chosen,
    "proposal": proposing.chosen,
    "team": team_desk.chosen,
    "idea": ideas.chosen,
    "help": help_log.chosen,
    "figures": ticket_figures.chosen,
    "bare": lambda turn, _subject, token: _told(turn) if token == "yes" else menu.show(turn),
}
"""Buttons outside forms, by the first part of their value: `scope:token` or `scope:subject:token`."""

BEFORE: Mapping[str, str] = {
    **dict.fromkeys(("ticket.one", "ticket.draft", "threads.hand", "threads.report"), "questions"),
    **dict.fromkeys(("idea.list", "idea.list-none", "canned.desk", "help.list"), "questions"),
    **dict.fromkeys(("know.questions", "know.answer"), "faq"),
    **dict.fromkeys(("team.leads", "figures.page"), "team"),
    **dict.fromkeys(("case.one", "desk.list", "desk.empty", "desk.filter", "desk.not-found"), "desk"),
    "ask.one": "consult",
    "idea.one": "ideas",
}
"""What "quay lại" goes back to from a page, which was asked, by its entry of the menu."""

FINISHED: Mapping[str, Handler] = {
    "tables": table_desk.finished,
    "units": unit_desk.finished,
    "roster": roster_desk.finished,
    "book": register_desk.finished,
    "ledger": ledger_book.finished,
    "urging": urging.finished,
    "roles": role_book.finished,
    "figures": ticket_figures.finished,
    first_initiative.POSTER: first_initiative.finished,
}
"""Results of tasks, by the first part of their kind; like a reminder they don't change what is open."""


DUE: Mapping[str, Callable[[Turn, str], list[Reply]]] = {
    deadline_rows.KIND: deadline_reminders.due,
    not_in_charge.PASSED: not_in_charge.passed,
    first_initiative.NAMED: first_initiative.named,
    "asked": additions.due,
    report_news.REPORT: report_news.came,
    review_news.STEP: review_news.step,
    review_news.WORK: review_news.work,
    review_news.FILLED: review_news.filled_due,
    review_news.DIGEST: review_news.digest,
    authors.ASK: author_words.due,
    authors.OBJECTED: author_words.objection_due,
    authors.AGREED: author_words.agreed_due,
    role_news.HEARD: role_news.heard,
    role_news.UNATTENDED: role_news.unattended,
    urgings.KIND: urged.due,
    urged.DONE: urged.watched,
    ticket_news.ASKED: ticket_told.asked,
    ticket_news.TAKEN: ticket_told.taken,
    ticket_news.ANSWERED: own_questions.answered,
    ticket_news.MORE: ticket_told.more,
    ticket_news.NOTED: ticket_told.noted,
    ticket_news.CLOSED: ticket_told.closed,
    ticket_news.CLOCK: workday.due,
    ticket_news.SILENT: workday.silent,
    canned_desk.PROPOSED: canned_desk.proposed,
    canned_desk.PUBLISHED: canned_desk.published,
    ticket_news.HANDED: ticket_told.handed,
    ticket_news.MERGED: ticket_told.merged,
    ticket_news.AWAY: handing.away,
    ticket_news.UNREACHED: unreached.due,
    ticket_news.WAITS: unreached.waits,
    ticket_news.REPORTED: rude.reported,
    ticket_news.PROPOSED: proposing.proposed,
    ticket_news.DECIDED: proposing.decided,
    figure_news.MONTH: figure_news.due,
    idea_steps.DUE: idea_told.due,
    idea_steps.APPLIED: idea_told.applied,
    idea_steps.TOLD: idea_told.registered,
    linking.LINKED: linking.linked,
    linking.SAME: person_merge.asked,
    chats.UNLINKED: chats.unlinked,
    contacts.REQUEST: contacts.due,
    person_merge.MERGED: person_merge.merged,
    unit_word.CAME: unit_news.came,
    unit_word.ROLE: unit_news.role,
}
"""What falls due, by its kind: reminders, and word that somebody else's turn has left (`news`)."""


BESIDE: Mapping[str, Handler] = {
    "stopped": lambda turn: _stopped(turn),  # noqa: PLW0108  # defined below
    "human": contacts.taken_over,
    "withdrawn": contacts.withdrawn,
    "other": lambda _turn: [],
}
"""Events that are no sign of life: nobody has written to the service."""


def dispatch(turn: Turn) -> list[Reply]:
    """One event of one conversation, answered."""
    replies = _said(turn)
    for reply in replies:
        session.show(turn.conversation, reply.choices, reply.about)
    return replies


def _said(turn: Turn) -> list[Reply]:
    if turn.event.kind in BESIDE:
        return BESIDE[turn.event.kind](turn)
    if turn.event.kind == "due":
        return _due(turn)
    if turn.event.kind == "finished":
        return FINISHED[turn.event.value.partition(".")[0]](turn)
    turn.conversation.reachable = True
    unreached.back(turn)
    if turn.event.kind == "revived" or contacts.silent(turn):
        return []
    if dialog.silent(turn, "at", mine.STALE):
        session.put(turn.conversation, stale=True)
    replies = _route(turn)
    session.put(turn.conversation, at=turn.at.isoformat())
    return replies


def _stopped(turn: Turn) -> list[Reply]:
    turn.conversation.reachable = False
    return []


def _due(turn: Turn) -> list[Reply]:
    """A reminder speaks only while it is still true; it never changes what typed words belong to."""
    kind, subject = turn.event.value, turn.event.text
    said = DUE.get(kind)
    replies = said(turn, subject) if said else drafts.due(turn, kind, subject)
    reminders.settle(turn, turn.event.seq or 0, bool(replies))
    return replies


def _route(turn: Turn) -> list[Reply]:
    if (placed := uploaded.arrived(turn, DIALOGS)) is not None:
        return _placed(turn, placed)
    if (linked := linking.typed(turn)) is not None:
        return _linked(turn, linked)
    if not turn.person.name:
        return _newcomer(turn)
    if turn.event.kind == "unsupported" and turn.event.value == STICKER:
        return []
    if turn.event.kind == "contact":
        return contacts.shared(turn)
    if turn.event.kind == "choice" and not turn.event.value.startswith("q:") and ":" in turn.event.value:
        return _chosen(turn, turn.event.value)
    if turn.event.kind == "choice" and turn.event.value.startswith("q:"):
        return _pressed(turn)
    if (code := codes.said(turn)) is not None:
        return _coded(turn, code)
    if turn.event.kind == "start":
        return welcome.landed(turn) or _begin(turn)
    if (replied := quotes.quoted(turn)) is not None:
        return replied
    draft = _open(turn)
    if (pushed := further_up.pushed(turn, draft is not None)) is not None:
        session.push(turn.conversation, ())
        return _chosen(turn, pushed.value)
    if draft is None:
        return linking.moved(turn) or writing.focused(turn) or _idle(turn)
    command = turn.words.command(turn.event.text) if turn.event.kind == "text" else None
    if command is not None and command.name == "drafts":
        if turn.conversation.session.get("pick", {}).get("raw"):  # whether words were an answer: they say no
            session.put(turn.conversation, pick=None)
        return dialog.repeat(turn, DIALOGS[draft.form], draft)  # "tiếp": they are in the middle of one
    if command is not None and command.name in COMMANDS and not further_up.here(turn):
        return COMMANDS[command.name](turn)
    return _meant(turn) or _answer(turn, draft)


def _answer(turn: Turn, draft: Draft) -> list[Reply]:
    """What the open question makes of it."""
    replies = dialog.handle(turn, DIALOGS[draft.form], draft)
    meant = further_up.instead(turn, replies)
    return _chosen(turn, meant.value) if meant else replies


def _meant(turn: Turn) -> list[Reply] | None:
    """Asked whether words were an answer or a command, the person says: a command that a form does not obey
    itself; what is open waits in its draft."""
    offered = session.offered(turn.conversation)
    typed = further_up.here(turn)
    value = typed.value if typed else turn.event.value
    token = next((c.value.rpartition(":")[2] for c in offered if c.value == value), "")
    name = token.removeprefix("do-")
    if name == token or name not in MENU or "pick" not in turn.conversation.session:
        return None
    session.put(turn.conversation, pick=None)
    return MENU[name](turn)


def _placed(turn: Turn, placed: Phrase | list[Reply]) -> list[Reply]:
    """What became of files through a link, beside what is open; on a shared phone that may be a greeting."""
    if not isinstance(placed, Phrase):
        return placed
    if turn.person.name:
        return _aside(turn, placed)
    greeted = turn.store.open_drafts(turn.person.id, "welcome")
    return dialog.repeat(turn, welcome.DIALOG, greeted[0], placed) if greeted else welcome.start(turn)


def _newcomer(turn: Turn) -> list[Reply]:
    """Nobody is asked anything before the greeting and the consent."""
    drafts = turn.store.open_drafts(turn.person.id, "welcome")
    command = turn.words.command(turn.event.text) if turn.event.kind == "text" else None
    if command is not None and command.name in ("english", "vietnamese"):
        turn.person.language = "en" if command.name == "english" else "vi"
        if drafts:
            return dialog.repeat(turn, welcome.DIALOG, drafts[0])
    if back := _back_to_known(turn, command):
        return back
    if not drafts:
        return welcome.start(turn)
    if "draft" not in turn.conversation.session:
        return dialog.ask(turn, welcome.DIALOG, drafts[0], welcome.hold(turn, drafts[0]))
    if drafts[0].answers.get("consent") and _opens_a_page(turn, command):
        return dialog.repeat(turn, welcome.DIALOG, drafts[0], Phrase("welcome.first"))
    return welcome.handle(turn, drafts[0])


def _opens_a_page(turn: Turn, command: Command | None) -> bool:
    """Whether somebody wants what there is only for those who are known."""
    named = command is not None and command.name in MENU and not command.argument
    return named and further_up.here(turn) is None


def _linked(turn: Turn, code: str) -> list[Reply]:
    """A code of another chat; a word about it stands before what is open here."""
    said = linking.accept(turn, code)
    if not isinstance(said, Phrase):
        return said
    if turn.person.name:
        return _aside(turn, said)
    if drafts := turn.store.open_drafts(turn.person.id, "welcome"):
        return dialog.ask(turn, welcome.DIALOG, drafts[0], (said,))
    first, *more = welcome.start(turn)
    return [replace(first, lead=(said, *first.lead)), *more]


def _contact(turn: Turn, subject: str, token: str) -> list[Reply]:
    """What is decided about a phone number is said beside what is open."""
    said = contacts.chosen(turn, subject, token)
    return _aside(turn, said) if isinstance(said, Phrase) else said


def _back_to_known(turn: Turn, command: Command | None) -> list[Reply] | None:
    """On a shared phone a newcomer may be one of those who have spoken here, after a slip of the finger."""
    if not turn.conversation.session.get("people"):
        return None
    if command is not None and command.name == "switch":
        return welcome.switch(turn)
    typed = further_up.here(turn)
    value = typed.value if typed else turn.event.value
    return _chosen(turn, value) if value.startswith("switch:") else None


def _open(turn: Turn) -> Draft | None:
    """The draft whose question is open here."""
    key = turn.conversation.session.get("draft")
    draft = turn.store.draft(str(key)) if key else None
    known = draft is not None and draft.state == "open" and draft.person_id == turn.person.id
    return draft if known and draft is not None and draft.form in DIALOGS else None


def _begin(turn: Turn) -> list[Reply]:
    """The open question again, or the menu."""
    if _open(turn) is None:
        return menu.show(turn)
    return _aside(turn, dialog.hello(turn))


def _coded(turn: Turn, hashed: str) -> list[Reply]:
    """A code: a role is granted beside what is open; an author is asked at once, what is open waits."""
    good = codes.find(turn, hashed)
    if not isinstance(good, Author):
        return _aside(turn, invitations.accept(turn, good))
    refused = authors.accept(turn, good)
    return _aside(turn, refused) if refused else author_words.ask(turn, good)


def _aside(turn: Turn, *words: Phrase) -> list[Reply]:
    """Words before what is open: its question once more, or the menu."""
    draft = _open(turn)
    if draft is not None:
        return dialog.repeat(turn, DIALOGS[draft.form], draft, *words)
    return writing.again(turn, *words) or menu.show(turn, words)


def _consult(turn: Turn) -> list[Reply]:
    """A question to the team or an officer: about the draft that is open, or one's questions."""
    draft = _open(turn)
    about = draft if draft is not None and draft.form in drafts.DIALOGS else None
    return asking.start(turn, about) if about is not None else own_questions.show(turn)


def _questions(turn: Turn) -> list[Reply]:
    """What lies with those who answer; for others their own."""
    return answering.show(turn) if ticket_routes.desks(turn) else own_questions.show(turn)


def _answered(turn: Turn, token: str) -> list[Reply]:
    """A typed answer to the newest reminder."""
    answered = remind_answers.typed(turn, token)
    return _aside(turn, answered) if isinstance(answered, Phrase) else answered


def _reminded(turn: Turn, subject: str, token: str) -> list[Reply]:
    """An answer to a reminder: what is only noted is said beside what is open."""
    answered = remind_answers.chosen(turn, subject, token)
    return _aside(turn, answered) if isinstance(answered, Phrase) else answered


def _language(turn: Turn, code: str) -> list[Reply]:
    """Vietnamese or English from now on; an open question comes again in it."""
    turn.person.language = code
    return _aside(turn, Phrase("details.language"))


def _chosen(turn: Turn, value: str) -> list[Reply]:
    scope, _, rest = value.partition(":")
    subject, _, token = rest.rpartition(":")
    handler = CHOSEN.get(scope)
    return handler(turn, subject, token) if handler else _aside(turn, Phrase("form.old-button"))


def _pressed(turn: Turn) -> list[Reply]:
    """A button of a form: of the open question, of another draft, or an old one."""
    _, _, rest = turn.event.value.partition(":")
    key, _, rest = rest.partition(":")
    draft = turn.store.draft(key)
    if draft is None or draft.person_id != turn.person.id or draft.form not in DIALOGS:
        return _aside(turn, Phrase("form.old-button"))
    if draft.state != "open":
        return _aside(turn, Phrase("form.old-draft"))
    open_ = _open(turn)
    if open_ is None or open_.id != draft.id:
        replies = dialog.ask(turn, DIALOGS[draft.form], draft)
        if turn.conversation.session.get("question") != rest.partition(":")[0].partition("~")[0]:
            return replies
    return _meant(turn) or dialog.handle(turn, DIALOGS[draft.form], draft)


def _idle(turn: Turn) -> list[Reply]:
    """No question is open: a choice of the menu, a command, or somebody who just begins to tell."""
    event = turn.event
    if event.kind == "edited":
        return menu.show(turn, (Phrase("menu.edited"),))
    if event.kind == "unsupported":
        return _aside(turn, *upload_links.unread(turn))
    if (table := table_desk.table(turn)) is not None:
        return table_desk.received(turn, table)
    if event.attachments:
        good = tuple(one for one in event.attachments if not one.problem)
        return (own_questions.current(turn, clean(event.text), good) if good else None) or _file(turn)
    chosen = (
        further_up.here(turn)
        or further_up.shown(turn)
        or turn.words.choose(event.text, session.offered(turn.conversation), turn.person.language, loose=True)
    )
    if event.kind == "choice":
        chosen = next(
            (c for c in session.offered(turn.conversation) if c.value.endswith(event.value)), chosen
        )
    if chosen is not None:
        return _chosen(turn, chosen.value)
    if named := ticket_words.named(turn, event.text):
        return _chosen(turn, named)
    if (done := ticket_words.idle(turn, event.text)) is not None:
        return done
    command = turn.words.command(event.text)
    if command is not None and command.name in MENU:
        return MENU[command.name](turn)
    if command is None and (month := ticket_figures.typed(turn)) is not None:
        return month
    if (found := desk.sought(turn, command)) is not None:
        return found
    if command is not None and command.name == "done" and "told" in turn.conversation.session:
        return _told(turn)
    if command is not None and command.name in further_up.OF_FORMS and not command.argument:
        return _back(turn) if command.name == "back" else menu.show(turn)
    text = clean(event.text)
    if turn.words.greets(text):
        return _greeted(turn)
    if event.kind == "text" and (told := ideas.told(turn, text)) is not None:
        return told
    if turn.words.near_command(text) is None:
        about = addressing.idle(turn, text) or (own_questions.current(turn, text) if text else None)
        if about is not None:
            return about
    if own_questions.thanks(text):
        return menu.show(turn, (Phrase("menu.thanks"),))
    if event.kind == "text" and len(fold(text).split()) >= menu.STORY:
        if _at_desk(turn):
            return _unclear(turn)
        return own_questions.soon(turn, text) or menu.bare(turn, text)
    near = turn.words.near_command(text)
    if near is not None and near.name in COMMANDS:
        return COMMANDS[near.name](turn)
    if turn.conversation.session.get("asked") == "registration.programme":
        return registration.which_again(turn)
    return _unclear(turn) if text else menu.show(turn)


def _back(turn: Turn) -> list[Reply]:
    """ "Quay lại" from the page that is open: its own entry, the only way it shows, or the desk."""
    asked, offered = turn.conversation.session.get("asked"), session.offered(turn.conversation)
    if asked not in BEFORE and len(offered) == 1:
        return _chosen(turn, offered[0].value)
    return MENU[BEFORE.get(str(asked), "desk" if _at_desk(turn) else "show")](turn)


def _at_desk(turn: Turn) -> bool:
    """Whether a page of the desk is open."""
    offered = session.offered(turn.conversation)
    return turn.conversation.session.get("asked") != "menu" and any(c.value == "menu:desk" for c in offered)


def _unclear(turn: Turn) -> list[Reply]:
    """Words that mean nothing here. A page that is open stays open, its choices are said again: a slip of the
    finger does not cost the way to it."""
    offered = tuple(session.offered(turn.conversation))
    if not offered or turn.conversation.session.get("asked") in (None, "menu"):
        return menu.show(turn, (Phrase("invalid.choose"),))
    return [Reply("invalid.choose-here", choices=offered)]


def _greeted(turn: Turn) -> list[Reply]:
    """Hello: the question where the person stopped, or the menu."""
    waiting = drafts.unfinished(turn)
    if not waiting:
        return menu.show(turn, (dialog.hello(turn),))
    return drafts.resume(turn, waiting[0], (dialog.hello(turn),))


def _told(turn: Turn) -> list[Reply]:
    """What was written outside any form becomes the beginning of a registration."""
    told = turn.conversation.session.get("told")
    return registration.start(turn, told=[told] if told else [], anyway=True)


def _file(turn: Turn) -> list[Reply]:
    """A photo out of the blue is the beginning of a registration."""
    replies = registration.start(turn, anyway=True)
    draft = _open(turn)
    if draft is None:
        return replies
    window = [line for line in replies[0].lead if line.key != "form.progress"]
    kept = dialog.handle(turn, DIALOGS[draft.form], draft)
    return [replace(kept[0], lead=(*window, *kept[0].lead)), *kept[1:]] if kept else kept
