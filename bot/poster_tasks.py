"""The notice for a union's board, made beside the turns: a code that leads into the chat, already knowing the
union."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.papers import Workbench, handed
from bot.tasks import Store, Work
from documents import poster as posters
from documents import qr
from documents.poster import Poster
from handlers.events import Phrase
from handlers.first_initiative import POSTER
from handlers.service import Service


class PosterTasks(Workbench):
    """The notice."""

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {POSTER: self._poster}

    def _poster(self, task: Row[Any]) -> Store:
        wish, service = task.wish, self.service()
        text = partial(self.catalogue.text, language=wish["language"])
        made = poster(service, text, wish["unit"])
        name = text(Phrase("first.paper#file", {"unit": service.places[wish["unit"]].code}))
        paper = self.papers.keep(posters.as_docx(made), f"{name}.docx")

        def store(connection: Connection) -> Mapping[str, Any]:
            return {"file": handed(connection, paper)}

        return store


def poster(service: Service, text: Callable[[Phrase], str], unit_id: int) -> Poster:
    """The notice of a union; where no link leads to a chat it names the officer alone."""
    place, contact = service.places[unit_id], service.contact(unit_id)
    link = f"{service.links[0]}u_{place.code}" if service.links else ""
    asked = contact.name and contact.phone
    below = [
        *([text(Phrase("first.paper#ask", {"name": contact.name, "phone": contact.phone}))] if asked else []),
        *([link] if link else []),
        text(Phrase("first.paper#safe")),
    ]
    return Poster(
        heading=place.name,
        title=text(Phrase("first.paper")).upper(),
        above=[text(Phrase("first.paper#how")),
               text(Phrase("first.paper#scan" if link else "first.paper#scanless"))],
        picture=qr.png(link) if link else None,
        below=below,
    )  # fmt: skip
