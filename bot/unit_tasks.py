"""Reading, writing and undoing tables that are sent: the slow parts, as tasks. What is read may be a table of
units or a roster: its headings say so."""

from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import Connection, Engine, Row

from bot.clock import Clock
from bot.files import Files
from bot.roster_tasks import RosterTasks
from bot.tasks import Store, Work
from handlers import roster_plan, unit_lines
from handlers.phrases import to_json
from handlers.turn import ZONE
from storage import unit_files, unit_imports
from storage.unit_imports import CannotUndo, Stale
from storage.unit_plan import Plan, plan

SHOWN = 10  # lines in a chat message


class UnitTasks:
    """What the tasks need: the files that were sent, the tree as it is, business time."""

    def __init__(self, files: Files, reader: Engine, clock: Clock) -> None:
        self._files, self._reader, self._clock = files, reader, clock
        self._rosters = RosterTasks(files, reader, clock)

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        own = {"tables.preview": self._read, "units.apply": self._apply, "units.undo": self._undo}
        return {**own, **self._rosters.works()}

    def _read(self, task: Row[Any]) -> Store:
        try:
            result = self._previewed(task.wish)
        except unit_files.BadFile as error:
            result = {"file": error.key}
        return lambda _connection: result

    def _previewed(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        """A table of one kind or the other, of those that whoever sent it may hand in."""
        sheet = unit_files.opened(self._files.path(wish["sha256"]), _either)
        roster = roster_plan.is_roster(set(sheet.headings))
        if not wish["scope" if roster else "tops"]:
            raise unit_files.BadFile("headings")
        return self._rosters.preview(wish) if roster else self._preview(wish)

    def _preview(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        planned, base = self._planned(wish)
        return {
            "base": base,
            "counts": planned.counts,
            "lines": [to_json(line) for line in unit_lines.steps(planned, 3, SHOWN)],
            "steps": len(planned.steps),
            "problems": [to_json(line) for line in unit_lines.problems(planned.problems[:SHOWN])],
            "hindered": len(planned.problems),
            "attributes": ", ".join(planned.attributes)[:300],
        }

    def _planned(self, wish: Mapping[str, Any]) -> tuple[Plan, int]:
        """For a preview, and again for what is written after it: a plan is not stored."""
        rows = list(unit_files.opened(self._files.path(wish["sha256"])).rows)
        with self._reader.begin() as connection:
            base, known = unit_imports.snapshot(connection)
        return plan(rows, known, self._clock.now().astimezone(ZONE).date(), wish["tops"]), base

    def _apply(self, task: Row[Any]) -> Store:
        planned, _ = self._planned(task.wish)

        def store(connection: Connection) -> Mapping[str, Any]:
            try:
                base, name, now = task.wish["base"], task.wish["name"], self._clock.now()
                key = unit_imports.run(connection, planned, base, name, task.person_id, now)
            except Stale:
                return {"stale": True}
            return {"import": key, "counts": planned.counts}

        return store

    def _undo(self, task: Row[Any]) -> Store:
        def store(connection: Connection) -> Mapping[str, Any]:
            try:
                unit_imports.undo(connection, task.wish["import"], task.person_id, self._clock.now())
            except CannotUndo as error:
                return {"kept": error.codes}
            return {"undone": True}

        return store


def _either(headings: Set[str]) -> bool:
    return unit_files.of_units(headings) or roster_plan.is_roster(headings)
