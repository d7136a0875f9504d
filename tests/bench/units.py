"""`python -m tests.bench.units`: the unit tree at size; prints how long search, build and import take.

Search: 100,000 made-up units named as unions are, asked for by the words most of them share. Import: 10,000
units planned and stored on both engines, then undone.
"""

import sys
import time
from datetime import UTC, date, datetime
from itertools import count, product
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from handlers.unit_search import Place, UnitIndex
from storage import database, unit_files, unit_imports
from storage.unit_plan import plan
from tests.bench import processes

KINDS = (
    "Trường Tiểu học", "Trường Trung học cơ sở", "Trường Mầm non", "Trường Trung học phổ thông",
    "Công ty TNHH MTV", "Công ty cổ phần", "Công ty TNHH Thương mại và Dịch vụ", "Trạm Y tế",
    "Ủy ban nhân dân xã", "Bệnh viện Đa khoa", "Trung tâm Y tế huyện", "Điện lực",
    "Chi nhánh Ngân hàng Nông nghiệp", "Hợp tác xã", "Xí nghiệp may",
)  # fmt: skip
FIRST = (
    "Minh", "Hòa", "Phú", "Tân", "Đại", "Vĩnh", "Long", "An", "Bình", "Thanh", "Hưng", "Xuân", "Sơn", "Hải",
    "Đông", "Tây", "Nam", "Bắc", "Kim", "Ngọc", "Thủy", "Quang", "Trung", "Yên", "Cao", "Hà", "Lâm", "Phước",
)  # fmt: skip
ASKED = (
    "trường tiểu học", "trường", "công ty", "công ty tnhh", "cty cổ phần", "công đoàn", "em làm ở công ty",
    "trường tiểu học minh", "truong tieu hoc phu long", "cong ty tnhh thuong mai va dich vu hoa binh",
    "truwongf tieeur hocj an binh", "trừơng tiẻu hocj tan phú", "xí nghiệp may đại hưng 7",
    "truong tiu hoc vinh lomg", "ủy ban nhân dân xã", "cdcs", "liên đoàn lao động huyện", "7", "an",
)  # fmt: skip


def places(most: int) -> list[Place]:
    """Made-up workplaces: few words, endlessly combined, as in a whole country."""
    number, made = count(1), list[Place]()
    for place, kind, first, last in product(range(60), KINDS, FIRST, FIRST):
        if len(made) == most:
            break
        workplace = f"{kind} {first} {last}" + (f" {place}" if place else "")
        key = next(number)
        above = f"Liên đoàn Lao động huyện {first} {FIRST[place % len(FIRST)]}"
        made.append(
            Place(key, f"U{key}", f"CĐCS {workplace}", workplace, "", (), f"xã {last}", above, "grassroots")
        )
    return made


def search(most: int = 100_000, rounds: int = 5) -> None:
    """Prints the build, and the slowest of some rounds for each thing asked."""
    made = places(most)
    begun = time.perf_counter()
    index = UnitIndex(made)
    say(f"index of {len(made)} units: {time.perf_counter() - begun:.2f} s")
    for text in ASKED:
        times = []
        for _ in range(rounds):
            begun = time.perf_counter()
            found = index.find(text)
            times.append(time.perf_counter() - begun)
        best = found[0].place.workplace if found else "-"
        say(f"  {1000 * min(times):6.1f}..{1000 * max(times):5.1f} ms  {text:<46} {best}")


def imports(name: str, url: str, most: int = 10_000) -> None:
    """Prints the time of each step: into an empty tree, half of it changed, both undone."""
    engine = database.writer(url)
    database.upgrade(engine)
    rows = [
        {"code": p.code, "name": p.name, "workplace": p.workplace, "locality": p.locality, "headcount": "120",
         "parent": f"U{p.id // 20}" if p.id >= 20 else "", "level": p.level, "headcount_on": "2021-12-31"}
        for p in places(most)
    ]  # fmt: skip
    changed = [{**row, "headcount": "150", "parent": "U7" if n % 9 == 0 and n > 200 else row["parent"]}
               for n, row in enumerate(rows) if n % 2]  # fmt: skip
    for what, table in (("added", rows), ("half changed", changed)):
        times = [time.perf_counter()]
        read = unit_files.of_mappings(table)
        with engine.begin() as connection:
            base, known = unit_imports.snapshot(connection)
        planned = plan(read, known, date(2022, 5, 16))
        times.append(time.perf_counter())
        with engine.begin() as connection:
            unit_imports.run(connection, planned, base, "bench", None, datetime(2022, 5, 16, tzinfo=UTC))
        times.append(time.perf_counter())
        say(f"{name}, {most} units {what}: planned {times[1] - times[0]:.2f} s, "
            f"written {times[2] - times[1]:.2f} s")  # fmt: skip
    for _ in range(2):
        begun = time.perf_counter()
        with engine.begin() as connection:
            unit_imports.undo(connection, None, None, datetime(2022, 5, 16, tzinfo=UTC))
        say(f"{name}: undone {time.perf_counter() - begun:.2f} s")
    engine.dispose()


def files(most: int = 100_000) -> None:
    """Prints how long a large table takes to be read and planned."""
    with TemporaryDirectory() as folder:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["code", "name", "parent", "workplace", "headcount"])
        for p in places(most):
            sheet.append([p.code, p.name, "U1" if p.id > 1 else None, p.workplace, 12])
        file = Path(folder) / "units.xlsx"
        book.save(file)
        begun = time.perf_counter()
        rows = list(unit_files.opened(file).rows)
        middle = time.perf_counter()
        planned = plan(rows, [], date(2022, 5, 16))
        say(f"Excel file of {len(rows)} rows: read {middle - begun:.1f} s, "
            f"planned {time.perf_counter() - middle:.1f} s, {len(planned.problems)} problems")  # fmt: skip


def say(line: str) -> None:
    """At once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for size in (10_000, 100_000):
        search(size)
    with TemporaryDirectory() as data:
        imports("SQLite", f"sqlite:///{data}/bench.db")
    with processes.postgresql() as address:
        imports("PostgreSQL", address)
    files()
