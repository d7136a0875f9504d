"""Reading and writing rosters that officers send: the slow parts, as tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from bot.clock import Clock
from bot.files import Files
from bot.tasks import Store, Work
from handlers import roster_plan
from handlers.phrases import to_json
from handlers.roster_plan import Known, Roster
from storage import members, unit_files
from storage.units import unit

SHOWN = 10  # problems in a chat message


class RosterTasks:
    """What the tasks need: the files that were sent, the units as they are, business time."""

    def __init__(self, files: Files, reader: Engine, clock: Clock) -> None:
        self._files, self._reader, self._clock = files, reader, clock

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {"roster.apply": self._apply}

    def preview(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the table holds. Raises `unit_files.BadFile`."""
        planned = self._planned(wish)
        with self._reader.begin() as connection:
            before = members.count(connection, planned.units)
        shown = [to_json(line) for line in roster_plan.problems(planned.problems[:SHOWN])]
        hindered = {"hindered": len(planned.problems), "problems": shown}
        return {"roster": {**planned.counts, **hindered, "before": before}}

    def _planned(self, wish: Mapping[str, Any]) -> Roster:
        sheet = unit_files.opened(self._files.path(wish["sha256"]), roster_plan.is_roster)
        with self._reader.begin() as connection:
            return planned(connection, sheet, wish["scope"])

    def _apply(self, task: Row[Any]) -> Store:
        """The table is read once more; where it can't be taken any more, nothing is written."""
        try:
            found = self._planned(task.wish)
        except (FileNotFoundError, unit_files.BadFile):
            return lambda _connection: {}
        if found.problems:
            return lambda _connection: {}

        def store(connection: Connection) -> Mapping[str, Any]:
            members.replace(connection, found.lines, self._clock.now())
            return found.counts

        return store


def planned(
    connection: Connection, sheet: unit_files.Sheet, scope: Sequence[int], home: int | None = None
) -> Roster:
    """What a table holds for whoever may hand it in for some units and all below. Rows that name no unit
    belong to `home`, or to the only one it may be."""
    rows = connection.execute(
        select(unit.c.id, unit.c.code, unit.c.path).where(unit.c.closed_on.is_(None))
    ).all()
    tops = {row.path for row in rows if row.id in set(scope)}
    known = {
        row.code.casefold(): Known(row.id, any(row.path.startswith(top) for top in tops)) for row in rows
    }
    inside = [one.id for one in known.values() if one.inside]
    only = inside[0] if len(inside) == 1 else None
    return roster_plan.plan(sheet.rows, known, home or only)
