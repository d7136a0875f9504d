"""The figures of questions as a file: read, counted and written beside the turns."""

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.papers import Workbench, handed
from bot.tasks import Store, Work
from documents.table import as_xlsx
from handlers import figure_sheets, ticket_figures
from handlers.events import Phrase
from handlers.figure_sheets import Figures
from handlers.phrases import of_json
from programmes.workhours import Calendar
from storage import teams
from storage import ticket_figures as counted

MOST = 20_000  # questions of a month in one file


class FigureTasks(Workbench):
    """Figures, as `ticket_figures` wishes for them."""

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {"figures.xlsx": self._export}

    def _export(self, task: Row[Any]) -> Store:
        wish, service = task.wish, self.service()
        text = partial(self.catalogue.text, language=wish["language"])
        with self.reader.begin() as connection:
            found = self._figures(connection, wish)
        code = service.places[wish["unit"]].code
        month = wish["day"][:7]
        name = text(Phrase("figures.sheet#file", {"unit": code, "month": month}))
        paper = self.papers.keep(as_xlsx(*figure_sheets.tables(text, found)), f"{name}.xlsx")

        def store(connection: Connection) -> Mapping[str, Any]:
            return {"file": handed(connection, paper)}

        return store

    def _figures(self, connection: Connection, wish: Mapping[str, Any]) -> Figures:
        unit_id, month = wish["unit"], of_json(wish["what"])
        assert isinstance(month, Phrase)  # the handler wrote one  # noqa: S101
        asked = ticket_figures.month([unit_id], date.fromisoformat(wish["day"]))
        rows = counted.lines(connection, asked, MOST)
        plans = teams.plans(connection, {row.desk_id for row in rows})

        @cache
        def calendar(desk_id: int) -> Calendar:
            plan = plans.get(desk_id)
            return Calendar.read(plan.hours, plan.weekdays, plan.days_off) if plan else Calendar()

        found = counted.sums(connection, asked)
        lines = (
            ticket_figures.all_states(found),
            *ticket_figures.in_time(found),
            *ticket_figures.times(rows, calendar),
        )
        return Figures(
            unit=self.service().places[unit_id].name, month=month, made=self.clock.now(), lines=lines,
            tickets=rows, people=counted.by_person(connection, asked, [unit_id]) if wish["people"] else None,
            helps=counted.log(connection, asked, [unit_id], MOST) if wish["people"] else None,
            calendar=calendar, has=self.catalogue.has,
        )  # fmt: skip
