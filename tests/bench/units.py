"""`python -m tests.bench.units`: the unit tree at size; prints how long search, build and import take.

Search: 100,000 made-up units named as unions are, asked for by the words most of them share. Import: 10,000
units planned and stored on both engines, then undone.
"""

import sys
import time
from itertools import count, product

from handlers.unit_search import Place, UnitIndex

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
        made.append(Place(key, f"U{key}", f"CĐCS {workplace}", workplace, "", (), f"xã {last} {first}",
                          f"Liên đoàn Lao động huyện {first} {FIRST[place % len(FIRST)]}", "grassroots"))  # fmt: skip
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


def say(line: str) -> None:
    """At once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for size in (10_000, 100_000):
        search(size)
