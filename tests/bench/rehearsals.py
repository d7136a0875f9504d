"""`python -m tests.bench.rehearsals`: seconds for each programme's whole calendar (aim: under 5)."""

import asyncio
import sys
import time

from bot import rehearsal
from programmes import model


def main() -> None:
    """Prints a line a programme."""
    for key, text in model.library().items():
        programme, began = model.load(text), time.perf_counter()
        first, last = rehearsal.span(programme)
        lines = asyncio.run(rehearsal.rehearse(programme, first, last))
        seconds = time.perf_counter() - began
        sys.stdout.write(f"{key:20} {first} – {last}: {len(lines):4} lines in {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
