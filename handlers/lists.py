"""Long lists in a chat: a page of choices at a time."""

from collections.abc import Callable, Sequence

from handlers import menu
from handlers.events import Choice, Phrase, Reply
from handlers.turn import Turn

PAGE = 6  # choices at a time


def places(subject: str) -> tuple[int, ...]:
    """The numbers of a button's subject, e.g. 12.0.3; none where it is made up, or so large that a page of
    that number would be no number of the database."""
    parts = subject.split(".")
    good = all(part.isascii() and part.isdigit() and len(part) <= 8 for part in parts)
    return tuple(map(int, parts)) if good else ()


def listed(
    turn: Turn, reply: Reply, entries: Sequence[Choice], page: int, more: Callable[[int], str], *after: Choice
) -> list[Reply]:
    """The choices of a page, the way on (`more` names the button of another page), and the way back."""
    first = page * PAGE
    choices = list(entries[first : first + PAGE])
    if len(entries) > first + PAGE:
        choices.append(Choice(more(page + 1), Phrase("programmes#more")))
    choices += [*after, Choice("menu:show", Phrase("mine.one#menu"))]
    return menu.choose(turn, reply.key, Reply(reply.key, reply.params, tuple(choices)))
