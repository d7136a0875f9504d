"""The words of a workplace's or union's name, the same however they were written."""

import re
from collections import defaultdict
from functools import lru_cache
from itertools import chain
from sys import intern

from handlers.text import fold

Words = tuple[str, ...]

# Ways to write the same words, read on both sides; all become the first of their row. Kinds of
# workplace shrink to one word, so that they weigh less than what is particular to one of them.
SAME_WORDS = (
    ("cđcs", "công đoàn cơ sở", "cđ cơ sở"),
    ("cđ", "công đoàn"),
    ("lđlđ", "liên đoàn lao động"),
    ("thpt", "trung học phổ thông", "cấp 3", "cấp ba", "c3"),
    ("thcs", "trung học cơ sở", "cấp 2", "cấp hai", "c2", "ptcs", "phổ thông cơ sở"),
    ("th", "tiểu học", "cấp 1", "cấp một", "c1"),
    ("mn", "mầm non", "mẫu giáo"),
    ("trường cao đẳng", "trường cđ"),
    ("ptdtnt", "phổ thông dân tộc nội trú", "dân tộc nội trú", "dtnt", "nội trú"),
    ("ptdtbt", "phổ thông dân tộc bán trú", "dân tộc bán trú", "dtbt", "bán trú"),
    ("phòng giáo dục", "pgd"),
    ("sở giáo dục", "sgd"),
    ("giáo dục đào tạo", "giáo dục và đào tạo", "gd đt", "gdđt"),
    ("nông nghiệp phát triển nông thôn", "nông nghiệp và phát triển nông thôn", "nn ptnt", "nnptnt"),
    ("ubnd", "ủy ban nhân dân", "ủy ban"),
    ("mttq", "ủy ban mặt trận tổ quốc", "mặt trận tổ quốc", "mặt trận"),
    ("bv", "bệnh viện"),
    ("bv đa khoa", "bvđk"),
    ("ttyt", "trung tâm y tế", "tt y tế", "tt yt"),
    ("cty", "công ty", "ct"),
    ("tnhh", "trách nhiệm hữu hạn"),
    ("mtv", "một thành viên"),
    ("cp", "cổ phần"),
    ("xn", "xí nghiệp"),
    ("htx", "hợp tác xã"),
    ("tm", "thương mại"),
    ("dv", "dịch vụ"),
    ("sx", "sản xuất"),
    ("xây dựng", "xd"),
    ("vật liệu xây dựng", "vlxd"),
    ("kcn", "khu công nghiệp"),
    ("điện lực", "đl"),
    ("cty điện lực", "pc"),
    ("chi nhánh", "cn"),
    ("ngân hàng", "nh"),
    ("ngân hàng nhà nước", "nhnn"),
    (
        "agribank",
        "ngân hàng nông nghiệp và phát triển nông thôn",
        "ngân hàng nông nghiệp",
        "nhno ptnt",
        "nhno",
    ),
    ("ngân hàng chính sách xã hội", "nhcsxh", "ngân hàng chính sách"),
    ("kho bạc", "kho bạc nhà nước", "kbnn"),
    ("bhxh", "bảo hiểm xã hội", "bảo hiểm"),
    ("tand", "tòa án nhân dân", "tòa án"),
    ("vksnd", "viện kiểm sát nhân dân", "viện kiểm sát"),
    ("tt", "trung tâm", "thị trấn"),
    ("tp", "thành phố"),
    ("phường", "p"),
    ("xã", "x"),
    ("huyện", "h"),
    ("bắc kạn", "bắc cạn"),
)

# "em làm ở", "toi dang cong tac tai", "dạ em là công nhân bên": a verb or a preposition must be
# there, since "chi", "co", "lam", "cho" alone begin real names.
_WHO = r"(?:(?:ben |chung )?(?:em|toi|minh|tui|chau|con|anh|chi|co|thay|chu|bac) )"
_TRADE = r"(?:cong nhan|giao vien|nhan vien|can bo|vien chuc|bao ve|dieu duong|bac si|ke toan|tho)"
_DOES = rf"(?:(?:hien |dang )*(?:lam viec|lam {_TRADE}|lam|cong tac|day hoc|day|sinh hoat|la {_TRADE}) )"
_AT = r"(?:o|tai|ben|trong|thuoc|cho(?= cti | truong | xn | htx | bv | ubnd )) "
_LEAD_IN = re.compile(rf"(?:(?:da|vang|chao) )*(?:{_WHO}{_DOES}(?:{_AT})?|(?:{_WHO}|{_DOES}|{_TRADE} ){_AT})")

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_FINAL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$")  # Mỹ or Mĩ, Hỷ or Hỉ: both are taught


def name_words(text: str) -> Words:
    """Folded words, the same however they were abbreviated."""
    rest = tuple(chain.from_iterable(map(_tokens, text.split())))
    words: list[str] = []
    at = 0
    while at < len(rest):
        for way, meaning in _SAME.get(rest[at], ()):
            if rest[at : at + len(way)] == way:
                words += meaning
                at += len(way)
                break
        else:
            words.append(rest[at])
            at += 1
    return tuple(words)


def asked_words(text: str) -> Words:
    """The same of what a person wrote, without "em làm ở" and its like in front."""
    words = name_words(text)
    lead_in = _LEAD_IN.match(" ".join(words) + " ")
    return words[lead_in[0].count(" ") :] or words if lead_in else words


@lru_cache(maxsize=20_000)  # names share their words, and folding is the dear part of a build
def _tokens(word: str) -> Words:
    return tuple(intern(_FINAL_Y.sub("i", token)) for token in _TOKEN.findall(fold(word)))


def _same() -> dict[str, list[tuple[Words, Words]]]:
    """By first word: ways to write, longest first, each with the words it stands for."""
    table: dict[str, list[tuple[Words, Words]]] = defaultdict(list)
    for row in SAME_WORDS:
        meaning, *ways = (tuple(chain.from_iterable(map(_tokens, line.split()))) for line in row)
        for way in ways:
            table[way[0]].append((way, meaning))
    for entries in table.values():
        entries.sort(key=lambda pair: -len(pair[0]))
    return dict(table)


_SAME = _same()
