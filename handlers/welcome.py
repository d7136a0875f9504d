"""First contact: who this is, consent, name, workplace. What came before consent is held, never used."""

from dataclasses import replace
from typing import Any

from handlers import (
    author_words,
    authors,
    codes,
    dialog,
    files,
    invitations,
    menu,
    parsers,
    permissions,
    registration,
    rosters,
    session,
)
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Option, Pick, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.text import clean, fold, has_accents, lacks_accents, titled, unkey
from handlers.turn import Turn
from handlers.unit_question import described, shown_unit, workplace
from storage import people
from storage.records import Draft
from storage.tables import Author

CONSENT_VERSION = "2026-11-28"
HELD = "held"


def consent(said: Said, context: Context) -> Result:
    """Yes or no; the full text on request. Silence or anything else is no consent."""
    if said.token == "full":
        return Pick(
            Phrase("welcome.consent-full", _officer(context)),
            (
                Option("yes", Phrase("welcome.consent#yes"), True),
                Option("no", Phrase("welcome.consent#no"), False),
            ),
        )
    if said.token in ("yes", "no"):
        return Value(said.token == "yes")
    raise Invalid("consent")


def name(said: Said, context: Context) -> Result:
    """The full name; accents are asked for once, then it is the officer's work."""
    read = parsers.name(said.text)
    meant = next((titled(reading) for reading in unkey(said.text) if has_accents(reading)), "")
    if meant and context.picked != "welcome.name-meant":
        again = Option("again", Phrase("form.retype"))
        return Pick(
            Phrase("welcome.name-meant", {"name": meant}), (Option("yes", Phrase("form.right"), meant), again)
        )
    if len(read.split()) == 1 and context.picked != "welcome.name-full":
        return Pick(Phrase("welcome.name-full"))
    asked = context.picked == "welcome.name-accents" and context.about in ("", fold(read))
    if lacks_accents(read) and not asked:  # another name than the one asked about is shown, too
        later = Option("later", Phrase("welcome.name-accents#later"), read, {"name_accents": False})
        return Pick(Phrase("welcome.name-accents", {"name": read}), (later,), about=fold(read))
    return Value(read, {"name_accents": not lacks_accents(read)})


def _officer(context: Context) -> dict[str, Any]:
    contact = context.service.contact(context.unit_id)
    return {"officer": contact.name, "phone": contact.phone}


NAME = Question("name", name, name=True)
UNIT = Question("unit", workplace("welcome.unit"), show=shown_unit)
WELCOME = Form(
    "welcome",
    (
        Question("consent", consent, ("yes", "no", "full"), free=False),
        NAME,
        replace(UNIT, when=lambda _answers, context: context.unit_id is None),
        rosters.QUESTION,
    ),
)


def start(turn: Turn) -> list[Reply]:
    """Greets a newcomer and asks for consent; what they sent is held."""
    unit_id = _unit_of(turn) or codes.unit_of(turn)
    draft, replies = dialog.begin(turn, DIALOG, "welcome", unit=unit_id)
    held = hold(turn, draft)
    root = turn.service.root(unit_id)
    contact = turn.service.contact(unit_id)
    union, officer = root.name if root else "", contact.name
    params: dict[str, Param] = {"union": union, "officer": officer, "phone": contact.phone}
    if unit_id is None and turn.service.roots > 1:  # nobody knows yet whose member this is
        named = Phrase("welcome.greet#officer", {"officer": officer, "union": union})
        params |= {"union": Phrase("welcome.greet#union"), "officer": named}
    greet = Reply("welcome.greet", params, lead=held)
    return [greet, *replies]


def _unit_of(turn: Turn) -> int | None:
    """The unit a start link names: `/start u_<code>`."""
    value = turn.event.value
    if turn.event.kind != "start" or not value.startswith("u_"):
        return None
    place = turn.service.units.coded(value[2:])
    return turn.service.present(place.id) if place else None


def hold(turn: Turn, draft: Draft) -> tuple[Phrase, ...]:
    """Keeps what came before consent, unseen by anybody."""
    if codes.hold(turn, draft):
        return (Phrase("invited.held"),)
    event = turn.event
    good = [a for a in event.attachments if not a.problem]
    problems = tuple(Phrase(a.problem, {"name": a.name}) for a in event.attachments if a.problem)
    text = clean(event.text)
    held = [*draft.notes.get(HELD, []), text]
    told = event.kind in ("text", "file") and len(fold(text).split()) > 3 and not turn.words.command(text)
    if told and sum(map(len, held)) <= dialog.LONGEST:
        draft.note(HELD, held)
    if good:
        _, same_album = session.album(turn.conversation, event.group, HELD)
        try:
            files.attach(turn, draft, HELD, good)
        except Invalid as mistake:
            return (Phrase(f"invalid.{mistake.key}", mistake.params),)
        if same_album and not problems:
            return ()
        return (Phrase(f"welcome.held-{good[0].kind}"), *problems)
    return problems


def handle(turn: Turn, draft: Draft) -> list[Reply]:
    """First contact goes on. Files, stories and codes told before consent are held for what follows it."""
    if codes.said(turn) is not None:
        return dialog.repeat(turn, DIALOG, draft, *hold(turn, draft))
    if turn.event.attachments:
        held = hold(turn, draft)
        return dialog.repeat(turn, DIALOG, draft, *held) if held else []
    if "consent" not in draft.answers and _story(turn):
        hold(turn, draft)
        return dialog.repeat(turn, DIALOG, draft, Phrase("welcome.held-text"))
    if turn.event.kind == "start":
        draft.note("unit", _unit_of(turn) or draft.notes.get("unit"))
        return dialog.repeat(turn, DIALOG, draft)
    return dialog.handle(turn, DIALOG, draft)


def _story(turn: Turn) -> bool:
    text = clean(turn.event.text)
    return turn.event.kind == "text" and len(fold(text).split()) > 6


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(
        turn.today,
        turn.at,
        turn.service,
        draft.answers,
        draft.notes,
        unit_id=draft.notes.get("unit"),
        name=turn.person.name,
    )


def _form(_turn: Turn, draft: Draft) -> Form:
    return Form("welcome", WELCOME.questions[:1]) if draft.answers.get("consent") is False else WELCOME


def _answered(turn: Turn, draft: Draft, key: str) -> None:
    if key == "consent":
        given = draft.answers["consent"]
        people.consent(turn.store, turn.person, CONSENT_VERSION, given, turn.at, turn.conversation.channel)
    elif key in ("name", "unit"):
        place = draft.notes.get("unit", draft.answers.get("unit"))
        draft.note(rosters.NOTE, rosters.lines(turn, str(draft.answers.get("name", "")), place))
        draft.answers = {k: v for k, v in draft.answers.items() if k != "roster"}


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    if not draft.answers["consent"]:
        return _refused(turn, draft)
    person = turn.person
    person.name = draft.answers["name"]
    person.unit_id = draft.notes.get("unit", draft.answers.get("unit"))
    person.unit_note = str(draft.notes.get("unit_note") or "")
    person.flags = () if draft.notes.get("name_accents", True) else ("name_accents",)
    draft.state = "sent"
    rosters.found(turn, draft)
    placed = () if person.unit_id else (Phrase("welcome.unit-later"),)
    return settled(turn, draft, (Phrase("welcome.done", {"name": person.name}), *placed))


def settled(turn: Turn, draft: Draft, done: tuple[Phrase, ...]) -> list[Reply]:
    """What follows once it is known who speaks: what came before that is used by now."""
    if codes.INVITED not in draft.notes:
        return _what_was_held(turn, draft, done)
    good = codes.held(turn, draft)
    if not isinstance(good, Author):
        return _what_was_held(turn, draft, (*done, invitations.accept(turn, good)))
    if refused := authors.accept(turn, good):
        return _what_was_held(turn, draft, (*done, refused))
    if not _held_something(turn, draft):
        return author_words.ask(turn, good, done)
    author_words.remind(turn, good)  # what they wished to tell comes first
    return _what_was_held(turn, draft, done)


def _held_something(turn: Turn, draft: Draft) -> bool:
    return bool(draft.notes.get(HELD) or files.of_question(turn, draft, HELD))


def _what_was_held(turn: Turn, draft: Draft, done: tuple[Phrase, ...]) -> list[Reply]:
    """What came before consent becomes the beginning of a registration; the menu where nothing did."""
    texts = draft.notes.get(HELD, [])
    if not files.of_question(turn, draft, HELD):
        return menu.bare(turn, "\n".join(texts), done) if texts else menu.show(turn, done)
    lead = (*done, Phrase("welcome.held-attached"))
    replies = registration.start(turn, lead=lead, told=texts, anyway=True)
    begun = turn.store.draft(str(turn.conversation.session.get("draft", "")))
    if begun is not None:
        files.move(turn, draft, HELD, begun, "solution")
    return replies


def _refused(turn: Turn, draft: Draft) -> list[Reply]:
    """Nothing is kept but the answer itself; the paper way is explained."""
    contact = turn.service.contact(draft.notes.get("unit"))
    dialog.throw(turn, draft)
    session.close(turn.conversation)
    turn.store.forget_chat(turn.conversation.id)
    return [Reply("welcome.refused", {"officer": contact.name, "phone": contact.phone})]


def _later(turn: Turn, draft: Draft) -> list[Reply]:
    return [Reply("welcome.later")]


def _cancelled(turn: Turn, draft: Draft) -> list[Reply]:
    return _refused(turn, draft)


# My details


def details(turn: Turn) -> list[Reply]:
    """What is known of the person, and what can be changed."""
    person = turn.person
    place = turn.service.places.get(person.unit_id or 0)
    shown: Phrase | str = place.name if place else person.unit_note or Phrase("form.skipped")
    choices = tuple(
        Choice(f"details:me:{token}", Phrase(f"details#{token}"))
        for token in ("name", "unit", "switch", "language")
    )
    reply = Reply(
        "details",
        {"name": person.name, "unit": shown},
        (
            *choices,
            Choice("menu:link", Phrase("details#link")),
            Choice("menu:preferences", Phrase("details#preferences")),
            Choice("menu:show", Phrase("mine.one#menu")),
        ),
    )
    return menu.choose(turn, "details", reply)


def details_chosen(turn: Turn, _subject: str, token: str) -> list[Reply]:
    """Change the name, the workplace, the language, or who is speaking."""
    if token == "switch":
        return switch(turn)
    if token == "language":
        return language(turn, "en" if turn.person.language == "vi" else "vi")
    for begun in turn.store.open_drafts(turn.person.id, "change"):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, CHANGE, "change", which=token)
    return replies


def language(turn: Turn, code: str) -> list[Reply]:
    """Vietnamese or English from now on, at the menu."""
    turn.person.language = code
    return menu.show(turn, (Phrase("details.language"),))


def _change_form(_turn: Turn, draft: Draft) -> Form:
    return Form("welcome", (NAME if draft.notes.get("which") == "name" else UNIT,))


def _changed(turn: Turn, draft: Draft) -> list[Reply]:
    person = turn.person
    if "name" in draft.answers:
        person.name = draft.answers["name"]
        person.flags = () if draft.notes.get("name_accents", True) else ("name_accents",)
    else:
        person.unit_id, person.unit_note = draft.answers["unit"], str(draft.notes.get("unit_note") or "")
    draft.state = "sent"
    return menu.show(turn, (Phrase("details.changed"),))


def _unchanged(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("mine.unchanged-details"),))


# A shared phone


def switch(turn: Turn) -> list[Reply]:
    """Who speaks now: those who used this conversation before, or somebody new."""
    known = speakers(turn)
    names = {key: turn.store.person(key).name for key in known}
    choices = tuple(Choice(f"switch:{key}:yes", who) for key, who in names.items() if who)
    reply = Reply("switch", {}, (*choices[-6:], Choice("switch:new:yes", Phrase("switch#new"))))
    return menu.choose(turn, "switch", reply)


def speakers(turn: Turn) -> list[int]:
    """Persons who have spoken here, as they are known by now, the present one last where they are new."""
    spoke = (people.present(turn.store, key) for key in turn.conversation.session.get("people", []))
    return list(dict.fromkeys([*spoke, turn.person.id]))


def switch_chosen(turn: Turn, subject: str, _token: str) -> list[Reply]:
    """Hands the conversation over; everybody's drafts stay their own."""
    known = speakers(turn)
    if subject == "new":
        person = people.newcomer(turn.store, turn.now)
    elif session.number(subject) in known:
        person = turn.store.person(int(subject))
    else:
        return menu.show(turn, (Phrase("drafts.gone"),))
    people.hand_over(turn.store, turn.conversation, person)
    session.change_hands(turn.conversation, [*known, person.id])
    turn.person = person
    permissions.changed(turn)
    turn.store.load_open_drafts([person.id])
    return menu.show(turn, (Phrase("switch.done", {"name": person.name}),)) if person.name else start(turn)


def landed(turn: Turn) -> list[Reply] | None:
    """Somebody known followed the link of another unit: asked whether they moved."""
    unit_id = _unit_of(turn)
    if unit_id is None or unit_id == turn.person.unit_id:
        return None
    choices = (
        Choice(f"landed:{unit_id}:yes", Phrase("form.right")),
        Choice("menu:show", Phrase("welcome.landed#no")),
    )
    reply = Reply("welcome.landed", {"place": described(turn.service.places[unit_id])}, choices)
    return menu.choose(turn, "welcome.landed", reply)


def landed_chosen(turn: Turn, subject: str, _token: str) -> list[Reply]:
    """The new workplace."""
    unit_id = session.number(subject)
    if unit_id in turn.service.places:
        turn.person.unit_id, turn.person.unit_note = unit_id, ""
    return menu.show(turn, (Phrase("details.changed"),))


DIALOG = Dialog(_form, _context, _finish, _later, _cancelled, _later, _answered, progress="")
CHANGE = Dialog(_change_form, _context, _changed, _unchanged, _unchanged, _unchanged, progress="")
