"""`python -m tests.programmes.golden`: writes the golden rehearsals anew, to be read before they are kept."""

import asyncio

from tests.programmes.golden import PLAYED, file, played

if __name__ == "__main__":
    for key in PLAYED:
        file(key).write_text(asyncio.run(played(key)), "utf-8")
