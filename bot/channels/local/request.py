"""What a request of the local chat says, read and checked. A mistake is told in one Vietnamese sentence."""

import asyncio
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from bot.channels.base import FetchError
from bot.channels.words import line, lines
from bot.files import LIMIT, Files
from handlers.events import Attachment

LONGEST_NAME = 40
LONGEST_TEXT = 100_000
LONGEST_VALUE = 200  # of an id or a choice
LONGEST_VOICE = 24 * 3600  # s
MOST_FILES = 10  # in one message, as on other platforms
MOST_FIELDS = 10  # beside the files
LONGEST_FIELD = 4 * LONGEST_TEXT  # bytes
SPARE = 1024 * 1024  # bytes for the fields beside the files


class Bad(web.HTTPBadRequest):
    """What the asker can mend; says how."""


@dataclass(frozen=True)
class Said:
    """One thing a person did: `words` has `id`, `text`, `choice`, `reply`, `group` where they were given."""

    person: str
    words: dict[str, str]
    files: tuple[Attachment, ...] = ()


async def event(request: web.Request, files: Files) -> Said:
    """The body of `POST events`; files are checked and stored. Raises `Bad`, HTTPRequestEntityTooLarge."""
    if request.content_type == "multipart/form-data":
        return await _multipart(request, files)
    body = await json(request)
    given = _given(body, "id", "text", "choice", "reply")
    if not given.get("text", "").strip() and not given.get("choice", "").strip():
        raise Bad(text="Thiếu nội dung: cần text hoặc choice.")
    return Said(person(body.get("person")), _checked(given))


async def json(request: web.Request) -> dict[str, Any]:
    """The body as a JSON object."""
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise Bad(text="Nội dung gửi lên phải là JSON.") from None
    if not isinstance(body, dict):
        raise Bad(text="Nội dung gửi lên phải là một đối tượng JSON.")
    return body


def person(name: object) -> str:
    """The name of a conversation."""
    text = unicodedata.normalize("NFC", name).strip() if isinstance(name, str) else ""
    if not text or len(text) > LONGEST_NAME or not text.isprintable():
        raise Bad(text=f"Thiếu tên người nhắn (person), tối đa {LONGEST_NAME} chữ.")
    return text


def number(request: web.Request, name: str) -> int:
    """A whole number of the address, 0 where it is absent."""
    value = request.query.get(name, "0")
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise Bad(text=f"{name} phải là số.")
    return int(value)


def _given(body: Mapping[str, object], *names: str) -> dict[str, str]:
    """The words among the fields, in a form any database takes."""
    said = {name: words for name in names if isinstance(words := body.get(name), str) and words}
    return {name: lines(words) if name == "text" else line(words) for name, words in said.items()}


def _checked(words: dict[str, str]) -> dict[str, str]:
    if len(words.get("text", "")) > LONGEST_TEXT:
        raise Bad(text="Tin dài quá. Nhờ anh/chị chia thành vài tin, hoặc gửi tệp.")
    if any(len(words.get(key, "")) > LONGEST_VALUE for key in ("id", "choice", "reply")):
        raise Bad(text=f"id, choice và reply tối đa {LONGEST_VALUE} chữ.")
    return words


async def _multipart(request: web.Request, files: Files) -> Said:
    most = MOST_FILES * LIMIT + SPARE
    if (request.content_length or 0) > most:
        raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=request.content_length or 0)
    paths: list[tuple[Path, str]] = []
    try:
        fields = await _parts(request, files, paths)
        who, seconds = person(fields.get("person")), _seconds(fields.get("voice", ""))
        given = _checked(_given(fields, "id", "text", "reply"))
        if not paths and not given.get("text", "").strip():
            raise Bad(text="Thiếu nội dung: cần text hoặc file.")
        kept = [await _kept(files, path, name, seconds) for path, name in paths]
    finally:
        for path, _ in paths:
            path.unlink(missing_ok=True)
    group = {"group": uuid.uuid4().hex} if len(kept) > 1 else {}
    return Said(who, {**given, **group}, tuple(kept))


async def _parts(request: web.Request, files: Files, paths: list[tuple[Path, str]]) -> dict[str, str]:
    """The fields; files go to `paths` as they come, in their order."""
    fields: dict[str, str] = {}
    count = 0
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise Bad(text="Chưa đọc được nội dung gửi lên.")
            if part.filename is None:
                count += 1
                if count > MOST_FIELDS:
                    raise Bad(text="Chưa đọc được nội dung gửi lên.")
                fields[part.name or ""] = await _field(part)
            elif len(paths) == MOST_FILES:
                raise Bad(text=f"Mỗi lần gửi tối đa {MOST_FILES} tệp. Nhờ anh/chị gửi làm vài lần.")
            else:
                paths.append((files.incoming(), line(part.filename)))
                await _write(part, paths[-1][0])
    except (ValueError, AssertionError, RuntimeError):  # what aiohttp raises for a malformed body
        raise Bad(text="Chưa đọc được nội dung gửi lên.") from None
    return fields


async def _field(part: BodyPartReader) -> str:
    """Words beside the files; as long as a message may be in the widest letters."""
    content = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        content += chunk
        if len(content) > LONGEST_FIELD:
            raise Bad(text="Tin dài quá. Nhờ anh/chị chia thành vài tin, hoặc gửi tệp.")
    return content.decode("utf-8", "replace")


async def _write(part: BodyPartReader, target: Path) -> None:
    """Up to one byte more than is taken: enough to see that it is too large."""
    size = 0
    with target.open("wb") as file:
        while chunk := await part.read_chunk(1 << 16):
            if size <= LIMIT:
                file.write(chunk)
            size += len(chunk)
            if size > MOST_FILES * LIMIT:
                raise web.HTTPRequestEntityTooLarge(max_size=MOST_FILES * LIMIT, actual_size=size)


async def _kept(files: Files, path: Path, name: str, seconds: int | None) -> Attachment:
    kind = "document" if seconds is None else "voice"
    try:
        return await asyncio.to_thread(files.keep, path, kind, name, seconds)  # type: ignore[arg-type]
    except FetchError as error:
        return Attachment(name=name[:120], problem=error.problem)


def _seconds(voice: str) -> int | None:
    """How long a recording is; None where the files are no recording."""
    if not voice:
        return None
    try:
        seconds = round(float(voice))
    except (ValueError, OverflowError):
        raise Bad(text="voice phải là số giây.") from None
    if not 0 <= seconds <= LONGEST_VOICE:
        raise Bad(text="voice phải là số giây.")
    return seconds
