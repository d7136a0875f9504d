"""What a platform tells beside words: a phone number that was shared, a human who writes by hand, a consent
that was taken back."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import menu, news, role_news, session
from handlers.events import Choice, Phrase, Reply
from handlers.linking import name_of
from handlers.turn import Turn
from storage import data_requests, people, reminders

VERSION = "2026-11-29"  # of the consent to be reminded by phone
PURPOSE = "phone"
REQUEST = "data_request"  # word for officers
_DIGITS = re.compile(r"\D+")
_MOBILE = re.compile(r"84\d{9}")
_ASKING = {"question", "ticket"}


# A phone number


def number(text: str) -> str:
    """A Vietnamese mobile number as 84…, however it was written; empty where it is none."""
    digits = _DIGITS.sub("", text).removeprefix("00")
    if digits.startswith("0"):
        digits = f"84{digits[1:]}"
    return digits if _MOBILE.fullmatch(digits) else ""


def offered(turn: Turn) -> list[Choice]:
    """On the page of preferences: to share a number where the platform has a button, to take it back."""
    if turn.conversation.phone:
        return [Choice("contact:me:off", Phrase("contact#off"))]
    return [Choice("contact:me:share", Phrase("contact#share"))] if turn.can.asks_contact else []


def shared(turn: Turn) -> list[Reply]:
    """Asked once whether the number may be used; what is open stays open."""
    phone = number(turn.event.value)
    if not phone or phone == turn.conversation.phone:
        return [Reply("contact.known" if phone else "contact.unread")]
    session.put(turn.conversation, shared=phone)
    choices = tuple(Choice(f"contact:me:{token}", Phrase(f"contact.ask#{token}")) for token in ("yes", "no"))
    reply = Reply("contact.ask", {"phone": spoken(phone)}, choices)
    if _ASKING & turn.conversation.session.keys():
        return [replace(said, push=False) for said in news.say(turn, reply)]
    return menu.choose(turn, "contact.ask", reply)


def spoken(phone: str) -> str:
    """As it is dialled here: 0912 345 678."""
    return f"0{phone[2:5]} {phone[5:8]} {phone[8:]}"


def chosen(turn: Turn, _subject: str, token: str) -> list[Reply] | Phrase:
    """Agreed or not, taken back, or asked for the number. A word is said beside what is open."""
    if token == "share" and turn.can.asks_contact:
        reply = Reply("contact.share", {}, (Choice("menu:preferences", Phrase("details#preferences")),))
        return [replace(said, contact=True) for said in menu.choose(turn, "contact.share", reply)]
    phone = turn.conversation.session.get("shared")
    if token == "off" and turn.conversation.phone:
        return _keep(turn, "", "contact.off")
    if token not in ("yes", "no") or phone is None:
        return Phrase("form.old-button")
    return _keep(turn, str(phone), "contact.yes") if token == "yes" else _keep(turn, "", "contact.no")


def _keep(turn: Turn, phone: str, word: str) -> Phrase:
    turn.conversation.phone = phone
    session.put(turn.conversation, shared=None)
    channel = turn.conversation.channel
    people.consent(turn.store, turn.person, VERSION, bool(phone), turn.at, channel, PURPOSE)
    return Phrase(word)


# A human


def taken_over(turn: Turn) -> list[Reply]:
    """Somebody of the union writes here by hand: the service is silent for a while."""
    if minutes := session.number(turn.event.value):
        session.put(turn.conversation, human=(turn.now + timedelta(minutes=minutes)).isoformat())
    return []


def silent(turn: Turn) -> bool:
    """Whether what was written is for the human; "menu" calls the service back."""
    until = turn.conversation.session.get("human")
    if until is None:
        return False
    command = turn.words.command(turn.event.text) if turn.event.kind == "text" else None
    if turn.event.kind in ("choice", "contact"):
        return False  # a button is the service's own
    called = turn.event.kind == "start" or (command is not None and command.name == "menu")
    if called or turn.now >= datetime.fromisoformat(until):
        session.put(turn.conversation, human=None)
        return False
    return True


# Consent taken back


def withdrawn(turn: Turn) -> list[Reply]:
    """Nobody writes here any more, and a person has to look at the data; the officers hear of it. Whoever
    writes here again is somebody nobody knows: they are greeted, and asked for consent, anew."""
    turn.conversation.reachable = False
    if not turn.person.name:
        return []
    kind, channel = data_requests.WITHDRAWN, turn.conversation.channel
    request = data_requests.open_(turn.store, turn.person.id, channel, kind, turn.at)
    if request is not None and turn.person.unit_id is not None:
        for one in role_news.nearest(turn, turn.person.unit_id):
            if one.person_id != turn.person.id:
                news.leave(turn, one.person_id, REQUEST, str(request))
    here = turn.conversation
    if others := people.others(turn.store, turn.person.id, [here.id]):
        reminders.move(turn.store, turn.person.id, [here.id], others[0])
    people.hand_over(turn.store, here, people.newcomer(turn.store, turn.now))
    here.session = {}
    return []


def due(turn: Turn, subject: str) -> list[Reply]:
    """An officer hears of it, while it is open and they still see to that unit."""
    row = data_requests.one(turn.store, session.number(news.about(turn, subject) or ""))
    if row is None or row.done_at is not None:
        return []
    person = turn.store.person(row.person_id)
    if person.unit_id is None or turn.person.id not in {
        one.person_id for one in role_news.nearest(turn, person.unit_id)
    }:
        return []
    told = {"name": person.name, "channel": name_of(turn, row.channel), "number": row.id}
    return news.say(turn, Reply("contact.withdrawn", told))
