"""What every answer behind a link has in common: its headers, and whose language it speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import orjson
from aiohttp import web
from sqlalchemy import Connection, select

from bot.turns import Turns
from handlers.events import Phrase
from messages.catalogue import LANGUAGES, Catalogue
from storage.queue import person

HERE = Path(__file__).parent / "page"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
CLOSED: Mapping[str, int] = {
    "page.unknown": 404,
    "page.used": 410,
    "page.over": 410,
    "page.no-file": 404,
    "page.file-over": 410,
}
"""Why a link leads nowhere, by the text that says so, and the status of that page."""
FIRST, SECOND = LANGUAGES


class Owner(NamedTuple):
    """Whose link it is, as far as a page needs to know: how they are spoken to, and where they belong."""

    voice: str
    unit_id: int | None


@dataclass(frozen=True)
class Pages:
    """A page is a file whose holes are filled with the parts of a text, in the language of its owner."""

    turns: Turns
    catalogue: Catalogue

    def owner(self, connection: Connection, person_id: int) -> Owner:
        """Of a link."""
        known = select(person.c.language, person.c.unit_id).where(person.c.id == person_id)
        language, unit_id = connection.execute(known).one()
        return Owner(self.turns.service.voice(language, unit_id), unit_id)

    def page(self, name: str, key: str, voice: str, status: int = 200, **words: str) -> web.Response:
        """A hole is filled with one of `words`, or else with the part of the text `key` that has its name;
        nothing of it is read as markup."""
        template = Template((HERE / name).read_text("utf-8"))
        words["lang"] = voice.partition("-")[0]  # a form of address is no language of its own
        for part in set(template.get_identifiers()) - set(words):
            words[part] = self.catalogue.text(Phrase(f"{key}#{part}"), voice)
        text = template.substitute({hole: escape(word) for hole, word in words.items()})
        return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)

    def closed(self, why: str, voice: str = "") -> web.Response:
        """A link that leads nowhere (any more); without a voice it is nobody's, and says so in both
        languages."""
        title, text = (self.catalogue.text(Phrase(f"{why}#{part}"), SECOND) for part in ("title", "text"))
        also = "" if voice else f"{title}. {text}"
        return self.page("closed.html", why, voice or FIRST, CLOSED[why], also=also)


def answer(value: Any, status: int = 200) -> web.Response:
    """JSON, for the page's script."""
    body = orjson.dumps(value)
    return web.Response(body=body, content_type="application/json", status=status, headers=HEADERS)


async def static(request: web.Request) -> web.StreamResponse:
    """What the pages load."""
    file = HERE / request.match_info["name"]
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={**HEADERS, "Cache-Control": "no-cache"})
