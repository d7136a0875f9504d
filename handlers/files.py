"""Files that people send: which question they belong to, and what a spoken answer looks like in writing."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import select

from handlers.events import Attachment, Phrase
from handlers.parsers import Invalid
from handlers.turn import Turn
from storage.records import Draft
from storage.tables import FileUse

uses = FileUse.__table__  # type: ignore[attr-defined]

MOST = 30  # files of one question
MOST_UNKNOWN = 10  # before consent


def attach(turn: Turn, draft: Draft, question: str, files: Sequence[Attachment]) -> int:
    """Keeps files with a question, in the order they came; returns how many were new there.

    Raises `Invalid` beyond what one question takes.
    """
    turn.store.flush_drafts()
    known = {
        use.sha256
        for use in turn.store.all(
            select(FileUse).where(FileUse.draft_id == draft.id, FileUse.question == question)
        )
    }
    new = [file for file in files if file.sha256 not in known]
    most = MOST if turn.person.name else MOST_UNKNOWN
    if len(new) + len(known) > most:
        raise Invalid("files-many", limit=most)
    for file in new:
        turn.store.add(
            FileUse(
                sha256=file.sha256,
                person_id=draft.person_id,
                draft_id=draft.id,
                initiative_id=draft.initiative_id
                if draft.form == "supplement"
                else None,  # else not sent yet
                question=question,
                kind=file.kind,
                mime=file.mime,
                name=file.name,
                size=file.size,
                seconds=file.seconds,
            )
        )
    return len(new)


def move(turn: Turn, draft: Draft, question: str, to: Draft, place: str) -> None:
    """What was kept with one draft's question belongs to another's from now on."""
    turn.store.flush_drafts()
    mine = (uses.c.draft_id == draft.id) & (uses.c.question == question)
    turn.store.execute(update(uses).where(mine).values(draft_id=to.id, question=place))


def of_question(turn: Turn, draft: Draft, question: str) -> tuple[Attachment, ...]:
    """The files kept with a question of a draft, in the order they came."""
    uses = turn.store.all(
        select(FileUse).where(FileUse.draft_id == draft.id, FileUse.question == question).order_by(FileUse.id)  # type: ignore[arg-type]
    )
    return tuple(as_attachment(use) for use in uses)


def counted(turn: Turn, draft: Draft) -> tuple[Phrase, ...]:
    """How many files go along, for the read-back; nothing where there are none."""
    uses = turn.store.all(select(FileUse).where(FileUse.draft_id == draft.id))
    return (Phrase("form.files", {"count": len(uses)}),) if uses else ()


def as_attachment(use: FileUse) -> Attachment:
    """A kept file as something that can be sent."""
    kind = use.kind if use.kind in ("photo", "voice", "video") else "document"
    return Attachment(use.sha256, use.size, kind, use.mime, use.name, use.seconds)  # type: ignore[arg-type]


def spoken(turn: Turn, files: Sequence[Attachment]) -> str:
    """A voice message as the answer it is: "[ghi âm 0:38]", to be typed up later."""
    texts = []
    for file in files:
        if file.kind == "voice":
            texts.append(turn.words.text(_length(file.seconds), "vi"))
    return "\n".join(texts)


def _length(seconds: int | None) -> Phrase:
    """Some platforms do not say how long a recording is."""
    if seconds is None:
        return Phrase("form.spoken#unknown")
    return Phrase("form.spoken", {"length": f"{seconds // 60}:{seconds % 60:02d}"})
