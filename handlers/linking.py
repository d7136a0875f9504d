"""One person in several chats: a code that is shown in one chat and typed in another makes that one theirs.

Six figures are a code where nothing else is asked: at first contact, and at the menu or a list. While a
question is open, or somebody is being answered, bare figures are an answer; there the code needs its word,
"mã 123 456" or "liên kết 123456". The first figure is never 0, so a code is no number of an initiative.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from handlers import menu, news, permissions, role_news, session, welcome
from handlers.events import Choice, Param, Phrase, Reply
from handlers.matching import bare
from handlers.text import clean, fold
from handlers.turn import Turn
from storage import belongings, link_codes, people
from storage.records import Conversation, Draft, Person

MOST = 5  # codes typed in vain
WHILE = timedelta(minutes=15)
LINKED = "linked"  # word for the chat that showed the code
SAME = "same_person"  # word for officers: two persons are one, and each has things of their own
_FIGURES = re.compile(r"(?:ma )?(?:(?:so|la|cua toi|cua toi la) )?([1-9](?:[ .-]?\d){5})", re.ASCII)
"""However they are read out: 123 456, 12 34 56, 1 2 3 4 5 6."""


def show(turn: Turn) -> list[Reply]:
    """A new code, and where it is to be typed."""
    code = link_codes.make(turn.store, turn.person.id, turn.conversation.id, turn.now)
    params: dict[str, Param] = {
        "code": f"{code[:3]} {code[3:]}",
        "until": turn.now + link_codes.LASTING,
        "channels": ", ".join(_others(turn)),
    }
    choices = (
        Choice("menu:link", Phrase("linking.code#again")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "linking.code", Reply("linking.code", params, choices))


def _others(turn: Turn) -> list[str]:
    """The names of the service's channels, the other ones first."""
    known = sorted(turn.channels, key=lambda channel: channel == turn.conversation.channel)
    return [turn.words.text(name_of(turn, channel), turn.person.language) for channel in known]


def name_of(turn: Turn, channel: str) -> Phrase | str:
    """A channel as people call it."""
    key = f"channel.names#{channel}"
    return Phrase(key) if turn.words.has(key) else channel


# Typed in the other chat


def typed(turn: Turn) -> str | None:
    """The code that the whole message is, where figures may be one."""
    if turn.event.kind != "text":
        return None
    command = turn.words.command(turn.event.text)
    if command is not None and command.name in ("link", "code") and command.argument:
        return _figures(command.argument)
    asking = bool(turn.person.name) and bool({"question", "ticket"} & turn.conversation.session.keys())
    return None if asking else _figures(clean(turn.event.text))


def _figures(text: str) -> str | None:
    found = _FIGURES.fullmatch(bare(fold(text.replace(":", " "))))
    return re.sub(r"\D", "", found[1]) if found else None


def accept(turn: Turn, code: str) -> list[Reply] | Phrase:
    """This chat is the code's person's from now on; asked first where somebody else may have things here. A
    word instead where the code is not good, or theirs already."""
    if _stopped(turn):
        return Phrase("linking.stopped")
    row = link_codes.find(turn.store, code, turn.now)
    if row is None and link_codes.spent_by(turn.store, code, turn.person.id, turn.now):
        return Phrase("linking.already-used")
    if row is None:
        session.put(turn.conversation, links=[*_tries(turn), turn.now.isoformat()][-MOST:])
        return Phrase("linking.unknown")
    if row.person_id == turn.person.id:
        here = row.conversation_id == turn.conversation.id
        return Phrase("linking.here" if here else "linking.already")
    person, had = turn.store.person(row.person_id), belongings.of(turn.store, turn.person.id)
    if _asks(turn.person, person, had):
        return _ask(turn, row.id, person, had)
    return _link(turn, row.id, drafts=True)


def _tries(turn: Turn) -> list[str]:
    """When codes were typed here in vain, of late."""
    tried: list[str] = turn.conversation.session.get("links", [])
    return [moment for moment in tried if turn.now - datetime.fromisoformat(moment) < WHILE]


def _stopped(turn: Turn) -> bool:
    return len(_tries(turn)) >= MOST


def _asks(here: Person, person: Person, had: Mapping[str, int]) -> bool:
    """Whether somebody with a name may lose something: drafts may be another's on a shared phone."""
    if not here.name:
        return False
    return fold(here.name) != fold(person.name) or any(had[name] for name in belongings.OWN)


def _ask(turn: Turn, key: int, person: Person, had: Mapping[str, int]) -> list[Reply]:
    params: dict[str, Param] = {"here": turn.person.name, "name": person.name, "had": owned(had)}
    choices = tuple(
        Choice(f"link:{key}:{token}", Phrase(f"linking.ask#{token}", {"here": turn.person.name}))
        for token in ("yes", "shared", "no")
    )
    replies = menu.choose(turn, "linking.ask", Reply("linking.ask", params, choices))
    session.put(turn.conversation, linking=key)
    return replies


def owned(had: Mapping[str, int]) -> tuple[Phrase, ...]:
    """What somebody has, a line each."""
    lines = tuple(Phrase(f"linking.had#{name}", {"count": count}) for name, count in had.items() if count)
    return lines or (Phrase("linking.had#nothing"),)


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """Answered by whoever has typed the code here: both are them, the phone is shared, or neither."""
    key = session.number(subject)
    if token not in ("yes", "shared") or turn.conversation.session.get("linking") != key:
        return menu.show(turn, (Phrase("linking.unchanged"),))
    return _link(turn, key, drafts=token == "yes")


def _link(turn: Turn, key: int, drafts: bool) -> list[Reply]:
    """Hands this chat over, with what was begun here where that is theirs too."""
    row = link_codes.held(turn.store, key, turn.now)
    if row is not None:
        people.hold(turn.store, (row.person_id,))
    person_id = link_codes.use(turn.store, key, turn.now)
    if row is None or person_id is None:
        return menu.show(turn, (Phrase("linking.unknown"),))
    before, person = turn.person, turn.store.person(person_id)
    begun = turn.store.open_drafts(before.id, "welcome")
    if drafts:
        people.give_drafts(turn.store, before.id, person.id)
    enter(turn, person)
    news.leave(turn, person.id, LINKED, str(turn.conversation.id), conversation_id=row.conversation_id)
    if drafts and before.name:
        _tell_officers(turn, before, person)
    return _linked(turn, begun)


def enter(turn: Turn, person: Person) -> None:
    """This person speaks here from now on; those who did before can be chosen again."""
    known = welcome.speakers(turn)
    people.hand_over(turn.store, turn.conversation, person)
    session.change_hands(turn.conversation, [*(key for key in known if key != person.id), person.id])
    turn.person = person
    permissions.changed(turn)
    turn.store.load_open_drafts([person.id])


def _linked(turn: Turn, begun: list[Draft]) -> list[Reply]:
    done = (Phrase("linking.linked", {"name": turn.person.name}),)
    if not begun:
        return menu.show(turn, done)
    begun[0].state = "sent"
    return welcome.settled(turn, begun[0], done)


def _tell_officers(turn: Turn, before: Person, person: Person) -> None:
    """What stays under the other number is for an officer to bring together."""
    had = belongings.of(turn.store, before.id)
    if before.unit_id is None or not any(had[name] for name in belongings.OWN):
        return
    for one in role_news.nearest(turn, before.unit_id):
        if one.person_id not in (before.id, person.id):
            news.leave(turn, one.person_id, SAME, f"{before.id}.{person.id}")


# Word to others


def linked(turn: Turn, subject: str) -> list[Reply]:
    """The chat that showed the code hears that another one is theirs too, and how to undo it."""
    about = news.about(turn, subject)
    other = turn.store.load(Conversation, [int(about)]).get(int(about)) if about else None
    if other is None or other.person_id != turn.person.id:
        return []
    choices = (Choice(f"chat:{other.id}:unlink", Phrase("linking.told#undo")),)
    return news.say(turn, Reply("linking.told", {"channel": name_of(turn, other.channel)}, choices))


# Two chats at one draft


def moved(turn: Turn) -> list[Reply] | None:
    """The first words in a chat whose draft was gone on with in another one: goes on here?"""
    key = turn.conversation.session.get("moved")
    draft = turn.store.draft(str(key)) if key else None
    if draft is None or turn.event.kind not in ("text", "file"):
        return None
    session.put(turn.conversation, moved=None)
    if draft.state != "open" or draft.person_id != turn.person.id:
        return None
    if turn.words.command(turn.event.text) is not None:
        return None
    choices = (
        Choice(f"draft:{draft.id}:open", Phrase("linking.moved#here")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "linking.moved", Reply("linking.moved", {}, choices))
