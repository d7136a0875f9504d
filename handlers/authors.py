"""Who made it: the authors an initiative names are kept in step with its answers, and each confirms it.

Whoever sends something speaks for themselves by sending it. Somebody who is found here, one and only one of
that name in the same workplace, is asked by a word; for everybody else the sender gets a code to hand on, or
sends the signed page. Nobody confirms for somebody else.
"""

from collections.abc import Iterable, Sequence

from handlers import dialog, news
from handlers.events import Param, Phrase, Reply
from handlers.text import fold
from handlers.turn import Turn
from storage import authors, initiatives, roles
from storage.tables import Author, Initiative, InitiativeEvent

ASK = "author_ask"  # word for an author: is it so?
OBJECTED = "author_objected"  # word for the sender
AGREED = "authors_agreed"  # word for the sender: all have confirmed
UNANSWERED = ("named", "asked")
"""States in which a code may speak for an author: what somebody has objected is not passed over."""
OPEN = (*UNANSWERED, "objected")
"""States in which an author has not confirmed."""
GRASSROOTS = ("grassroots", "trade")  # levels whose people work together, whichever part of it they are in


# In step with the answers


def keep(turn: Turn, initiative: Initiative) -> tuple[Phrase, ...]:
    """Brings the rows in step with the answers: new names, other shares, names that are gone. Asks whoever
    can be asked, and returns what the sender is told: who was asked, and the codes for the others."""
    known = {fold(row.name): row for row in authors.every(turn.store, initiative.id or 0)}
    wanting = []
    for name, percent in _named(turn, initiative):
        row = known.pop(fold(name), None)
        if row is None:
            row = turn.store.add(
                Author(initiative_id=initiative.id or 0, name=name, percent=percent, at=turn.at)
            )
            fresh = True
        else:
            fresh = _renewed(turn, row, percent)
        row.name = name
        if _is_sender(turn, initiative, row):
            if fresh or row.state != "confirmed":
                _settled(turn, row, "confirmed", "sender", initiative.person_id)
        elif fresh:
            wanting.append(row)
    for row in known.values():
        if row.state != authors.GONE:
            row.state, row.code_hash, row.at = authors.GONE, None, turn.at
    return _asked_or_coded(turn, initiative, wanting)


def said(told: Sequence[Phrase]) -> list[Reply]:
    """What `keep` returned, as one message."""
    return [Reply(told[-1].key, told[-1].params, lead=tuple(told[:-1]))] if told else []


def _named(turn: Turn, initiative: Initiative) -> list[tuple[str, float]]:
    """The authors with their shares; a programme that asks for none has one: whose initiative it is."""
    told = initiative.answers.get("authors")
    if not told:
        return [(str(initiative.answers.get("worker") or sender(turn, initiative)), 100.0)]
    return [(str(one["name"]), float(one["percent"])) for one in told]


def _renewed(turn: Turn, row: Author, percent: float) -> bool:
    """Whether an author has to be asked (again): named once more after having been gone, or with another
    share than was asked about. A code that was handed on and not used stays good for the new share."""
    same = abs(row.percent - percent) < 0.005  # shares have two decimals
    if row.state == authors.GONE:
        row.person_id = None
    elif same:
        return False
    coded = row.state == "named" and row.code_hash is not None
    row.percent, row.state, row.way, row.words, row.at = percent, "named", "", "", turn.at
    return not coded


def _is_sender(turn: Turn, initiative: Initiative, row: Author) -> bool:
    """Whether the row is the sender's own; on behalf of a colleague nobody speaks for themselves."""
    if on_behalf(initiative):
        return False
    return row.person_id == initiative.person_id or fold(row.name) == fold(sender(turn, initiative))


def _asked_or_coded(turn: Turn, initiative: Initiative, rows: Iterable[Author]) -> tuple[Phrase, ...]:
    asked, coded = [], []
    for row in rows:
        person_id = row.person_id or _found(turn, initiative, row)
        if person_id is not None and news.leave(turn, person_id, ASK, wording(row)):
            _settled(turn, row, "asked", "", person_id)
            asked.append(row.name)
        else:
            coded.append((row.name, new_code(row)))
    told = (Phrase("authors.asked", {"names": ", ".join(asked)}),) if asked else ()
    return (*told, *codes(initiative, coded))


def wording(row: Author) -> str:
    """What a word to an author is about: whoever is asked about another share gets another word."""
    return f"{row.id}.{hundredths(row)}"


def _found(turn: Turn, initiative: Initiative, row: Author) -> int | None:
    """The one person of that name in the same workplace; nobody where there are several, or rows that were
    found to be them already."""
    lineage = turn.service.lineage(initiative.unit_id)
    if not lineage:
        return None
    union = next((place.id for place in lineage if place.level in GRASSROOTS), None)
    folded = fold(row.name)
    near = authors.namesakes(turn.store, folded, union, [place.id for place in lineage])
    alike = [one.id for one in near if fold(one.name) == folded]
    taken = {other.person_id for other in authors.of(turn.store, initiative.id or 0)}
    return alike[0] if len(alike) == 1 and alike[0] not in taken else None


# Codes


def new_code(row: Author) -> str:
    """A code for an author who has not answered; one that was made before is worth nothing any more. Whoever
    was found may still answer, until somebody else comes with the code."""
    code = roles.new_code()
    row.code_hash = roles.code_hash(code)
    return f"{code[:4]}-{code[4:]}"


def codes(initiative: Initiative, coded: Sequence[tuple[str, str]]) -> tuple[Phrase, ...]:
    """The codes to hand on, by name."""
    if not coded:
        return ()
    if len(coded) == 1:
        name, code = coded[0]
        key = "authors.code-worker" if is_worker(initiative, name) else "authors.code"
        return (Phrase(key, {"name": name, "code": code}),)
    lines = tuple(Phrase("authors.codes#line", {"name": name, "code": code}) for name, code in coded)
    return (Phrase("authors.codes", {"lines": lines}),)


def accept(turn: Turn, row: Author) -> Phrase | None:
    """Takes whoever typed a code for the author it was made for: once. A word instead for the sender, and for
    another author of the same initiative: they would speak for somebody else."""
    initiative = turn.store.get(Initiative, row.initiative_id)
    rows = authors.of(turn.store, row.initiative_id)
    mine = {other.person_id for other in rows if other.id != row.id}
    if initiative is None or turn.person.id in {*mine, initiative.person_id}:
        return Phrase("authors.not-yours", {"name": row.name})
    _settled(turn, row, "asked", "code", turn.person.id)
    return None


def coded(turn: Turn, hashed: str) -> Author | None:
    """Whom a code was made for, while it can be used."""
    row = authors.coded(turn.store, hashed)
    if row is None or row.state not in UNANSWERED:
        return None
    initiative = turn.store.get(Initiative, row.initiative_id)
    return row if initiative is not None and initiative.status != "withdrawn" else None


# What authors say


def mine(turn: Turn, key: int) -> tuple[Author, Initiative] | None:
    """An author who is whoever speaks, and the initiative; None for anybody else, or once it is withdrawn."""
    row = authors.one(turn.store, key)
    if row is None or row.person_id != turn.person.id:
        return None
    initiative = turn.store.get(Initiative, row.initiative_id)
    return (row, initiative) if initiative is not None and initiative.status != "withdrawn" else None


def confirm(turn: Turn, row: Author, initiative: Initiative) -> None:
    """Whoever speaks says that it is so; the sender hears it when all have said so."""
    if row.state == "confirmed":
        return
    _settled(turn, row, "confirmed", row.way or "chat", turn.person.id)
    _confirmed(turn, row)
    if not waiting(turn, initiative):
        news.leave(turn, initiative.person_id, AGREED, str(initiative.id))


def objected(turn: Turn, row: Author, initiative: Initiative, words: str) -> InitiativeEvent:
    """Whoever speaks says what is not right; the sender hears of it. Returns what the officers hear of."""
    _settled(turn, row, "objected", row.way, turn.person.id)
    row.words = words
    news.leave(turn, initiative.person_id, OBJECTED, str(row.id))
    return initiatives.acted(turn.store, row.initiative_id, turn.at, "author_objected", turn.person.id,
                             author=row.name, percent=row.percent, words=words)  # fmt: skip


def on_paper(turn: Turn, rows: Iterable[Author]) -> list[Author]:
    """Those who have signed a page that whoever speaks hands in; only of those who could not be asked.
    May they? is for the caller to say."""
    signed = [row for row in rows if row.state == "named"]
    for row in signed:
        _settled(turn, row, "confirmed", "paper", row.person_id)
        _confirmed(turn, row)
    return signed


def _settled(turn: Turn, row: Author, state: str, way: str, person_id: int | None) -> None:
    """A code that was handed on is over: whoever was found speaks from now on."""
    row.state, row.way, row.person_id, row.at, row.code_hash = state, way, person_id, turn.at, None


def _confirmed(turn: Turn, row: Author) -> None:
    initiatives.happened(turn.store, row.initiative_id, turn.at, "author_confirmed", turn.person.id,
                         author=row.name, percent=row.percent, way=row.way)  # fmt: skip


# What is told of them


def is_author(turn: Turn, initiative: Initiative) -> bool:
    """Whether whoever speaks is one of its authors: registered it for themselves, was found to be one, or
    bears the name of one for whom nobody was found. Whoever objects stays one until the sender leaves out the
    name: a share that is disputed is a share."""
    if initiative.person_id == turn.person.id and not on_behalf(initiative):
        return True
    return any(
        row.person_id == turn.person.id
        or (row.person_id is None and fold(row.name) == fold(turn.person.name))
        for row in authors.of(turn.store, initiative.id or 0)
    )


def waiting(turn: Turn, initiative: Initiative) -> list[Author]:
    """Those who have not confirmed."""
    return [row for row in authors.of(turn.store, initiative.id or 0) if row.state in OPEN]


def unconfirmed(turn: Turn, initiative: Initiative) -> tuple[Phrase, ...]:
    """A line for each author who has not confirmed, with what they objected; and for whom a person of another
    name has confirmed with a code."""
    rows = authors.of(turn.store, initiative.id or 0)
    return tuple(line(turn, row) for row in rows if row.state in OPEN or _other(turn, row))


def lines(turn: Turn, initiative: Initiative) -> tuple[Phrase, ...]:
    """A line for each author; none where whoever sent it is the only one."""
    rows = authors.of(turn.store, initiative.id or 0)
    alone = len(rows) == 1 and rows[0].way == "sender"
    return () if alone else tuple(line(turn, row) for row in rows)


def line(turn: Turn, row: Author) -> Phrase:
    """A name, a share, and how far it is confirmed."""
    params: dict[str, Param] = {"name": row.name, "percent": percent(row)}
    if row.state == "objected" and row.words:
        return Phrase("authors.line-objected", {**params, "words": dialog.short(row.words)})
    if other := _other(turn, row):
        return Phrase("authors.line-other", {**params, "person": other})
    state = f"confirmed-{row.way}" if row.state == "confirmed" else row.state
    return Phrase("authors.line", {**params, "state": Phrase(f"authors.state#{state}")})


def _other(turn: Turn, row: Author) -> str:
    """The name of whoever confirmed with the author's code, where it is another one."""
    if row.state != "confirmed" or row.person_id is None or row.way in ("sender", "paper"):
        return ""
    name = turn.store.person(row.person_id).name
    return name if fold(name) != fold(row.name) else ""


def hearers(turn: Turn, initiative: Initiative) -> set[int]:
    """Who hears what becomes of it: the sender, the colleague it was sent for, every author; those whom
    somebody else named only once they have confirmed."""
    rows = authors.of(turn.store, initiative.id or 0)
    return {initiative.person_id, *(r.person_id for r in rows if r.person_id and r.state == "confirmed")}


def on_behalf(initiative: Initiative) -> bool:
    """Whether it was sent for a colleague."""
    return bool(initiative.notes.get("behalf"))


def is_worker(initiative: Initiative, name: str) -> bool:
    """Whether a name is that of the colleague it was sent for."""
    return on_behalf(initiative) and fold(str(initiative.answers.get("worker") or "")) == fold(name)


def sender(turn: Turn, initiative: Initiative) -> str:
    """The name of whoever sent it."""
    return turn.store.person(initiative.person_id).name


def title(initiative: Initiative) -> str:
    """Its title, or how it begins."""
    told = str(initiative.answers.get("title") or initiative.answers.get("solution") or "")
    return dialog.short(" ".join(told.split()), 60)


def percent(row: Author) -> str:
    """A share as people write it: 33,34."""
    return f"{row.percent:g}".replace(".", ",")


def hundredths(row: Author) -> int:
    """A share in a button: whoever presses it has seen this one."""
    return round(row.percent * 100)
