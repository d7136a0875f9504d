"""Files that come in pieces through a link.

What has come lies in the link's folder until all is there, so that whoever lost the network goes on where
they were, whichever process they reach.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import orjson

from bot.files import LIMIT


class Half(NamedTuple):
    """A file on its way: `size` bytes as its sender says, of which `received` are here."""

    id: str
    name: str
    size: int
    received: int
    path: Path

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self.received == self.size


class Refused(Exception):
    """A file that is not taken, whatever its bytes are. `problem` is the key of the text that says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Halves:
    """Blocking. A link's folder is held while something in it changes: several tabs, and several processes,
    may write at once. A file's id is made of letters and digits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, link: int) -> Sequence[Half]:
        """What has come through a link so far, in the order in which it began."""
        found = [half for about in self._of(link).glob("*.json") if (half := self._half(about))]
        return [half for _, half in sorted(found)]

    def write(self, link: int, file: str, name: str, size: int, offset: int, piece: bytes, most: int) -> int:
        """Puts a piece behind what is here, if that is its place; returns how much is here then. `most`: so
        many files are taken. Raises `Refused`."""
        if not 0 < size <= LIMIT:
            raise Refused("file.too-large" if size else "file.empty")
        with self._held(link) as folder:
            path = folder / file
            if not path.exists():
                if offset:  # it was dropped, or waited for too long: from the beginning
                    return 0
                if len(list(folder.glob("*.json"))) >= most:
                    raise Refused("uploads.full")
                (folder / f"{file}.json").write_bytes(orjson.dumps({"name": name, "size": size}))
                path.touch()
            received = path.stat().st_size
            if offset == received and received + len(piece) <= size:
                with path.open("ab") as whole:
                    whole.write(piece)
                received += len(piece)
            return received

    def drop(self, link: int, file: str) -> None:
        """It is not wanted any more."""
        with self._held(link) as folder:
            for path in (folder / f"{file}.json", folder / file):
                path.unlink(missing_ok=True)

    def links(self) -> Sequence[int]:
        """All through which something has come that is still here."""
        return [int(folder.name) for folder in self._folder.glob("*") if folder.name.isdigit()]

    def forget(self, link: int) -> None:
        """All that came through a link."""
        shutil.rmtree(self._of(link), ignore_errors=True)

    def _of(self, link: int) -> Path:
        return self._folder / str(link)

    def _half(self, about: Path) -> tuple[int, Half] | None:
        """With the moment it began; None where it goes just now."""
        path = about.with_suffix("")
        try:
            told, begun, received = orjson.loads(about.read_bytes()), about.stat(), path.stat().st_size
            return begun.st_mtime_ns, Half(path.name, str(told["name"]), int(told["size"]), received, path)
        except (OSError, orjson.JSONDecodeError):
            return None

    @contextmanager
    def _held(self, link: int) -> Iterator[Path]:
        folder = self._of(link)
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield folder
        finally:
            os.close(handle)
