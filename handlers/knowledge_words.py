"""The words of a question as people type it: abbreviations and words of a region read as what they stand for.

Both sides, what is asked and what is known, are read by the same table: a row holds ways to say the same.
"""

import re
from collections import defaultdict
from functools import lru_cache
from sys import intern
from typing import NamedTuple
from unicodedata import normalize

from handlers.text import unaccented

SAME_WORDS = (
    ("sáng kiến", "sk", "skien"),
    ("sáng kiến kinh nghiệm", "skkn"),
    ("công đoàn", "cđ", "cd", "cdoan"),
    ("công đoàn cơ sở", "cđcs", "cdcs"),
    ("liên đoàn lao động", "lđlđ", "ldld"),
    ("tổng liên đoàn", "tlđ", "tldld", "tlđlđ"),
    ("người lao động", "nlđ", "nld"),
    ("lao động", "lđ"),
    ("lao động sáng tạo", "lđst", "ldst"),
    ("công nhân viên chức lao động", "cnvclđ", "cnvcld"),
    ("công nhân", "cnhan"),
    ("cán bộ", "cb"),
    ("công ty", "cty", "cti"),
    ("cơ quan", "cq"),
    ("khu công nghiệp", "kcn"),
    ("khoa học công nghệ", "khcn", "khoa học và công nghệ"),
    ("tổ tư vấn", "ttv"),
    ("tác giả", "tgia"),
    ("đồng tác giả", "làm chung", "cùng làm", "làm cùng", "chung tác giả"),
    ("hồ sơ", "giấy tờ", "hso"),
    ("chứng cứ", "minh chứng", "bằng chứng", "chứng minh"),
    ("quyết định", "qđ", "qd"),
    ("nghị quyết", "nq"),
    ("văn bản", "vb"),
    ("báo cáo", "bc", "bcao"),
    ("giám đốc", "sếp", "thủ trưởng", "lãnh đạo", "người đứng đầu"),
    ("bác sĩ", "bs"),
    ("ủy ban nhân dân", "ubnd"),
    ("chương trình", "ctrinh", "phong trào"),
    ("điện thoại", "đt", "sđt", "sdt", "số máy", "dthoai"),
    ("facebook", "face", "fb"),
    ("trực tuyến", "online", "qua mạng", "trên mạng"),
    ("ghi âm", "thu âm"),
    ("phần trăm", "%", "tỷ lệ"),
    ("không", "ko", "k", "kh", "kg", "hk", "hok", "!hông", "hong", "hem", "khum", "!hổng", "!nỏ", "!nõ"),
    ("được", "dc", "đc"),
    ("được không", "đk không", "dk k", "dk ko", "dk hk", "dk hok", "đk k", "đk ko"),
    ("gì", "j", "chi rứa", "!chi vậy"),
    ("làm gì", "làm j", "lm j", "mần chi", "làm chi", "mần gì"),
    ("cái gì", "cái j", "cái chi"),
    ("có lợi gì", "được gì", "được j", "được chi", "được lợi gì", "được cái gì", "được hưởng gì"),
    ("làm", "!mần", "lm"),
    ("thế nào", "ntn", "như thế nào", "tnao", "sao", "s", "ra sao", "làm sao", "làm răng", "!răng rứa",
     "!răng", "như nào", "kiểu gì", "kiểu j", "kiểu chi", "sao vậy", "làm thế nào", "cách nào", "bằng cách nào"),
    ("tại sao", "vì sao", "sao lại", "tại răng", "vì răng"),
    ("có sao không", "có bị phạt không", "bị phạt", "phạt", "có bị gì không", "có răng không",
     "có can chi không"),
    ("ai", "cơ quan nào", "cấp nào", "người nào"),
    ("khi nào", "bao giờ", "bao h", "bgio", "chừng nào", "lúc nào", "khi mô", "hồi nào", "ngày nào",
     "mấy giờ", "mấy h", "ngày mấy"),
    ("bây giờ", "bi giờ", "bi chừ", "giờ này", "hiện nay", "hiện giờ", "giờ", "h"),
    ("hôm nay", "hnay", "bữa nay", "bữa ni"),
    ("ở đâu", "ở mô", "chỗ nào", "chỗ mô", "nơi nào", "đi mô", "nộp mô", "gửi mô", "mô rứa", "đâu rứa"),
    ("nào", "!mô"),
    ("gọi là", "coi là", "xem là", "tính là"),
    ("người khác thấy", "lộ ra ngoài", "bị lộ", "lộ"),
    ("bao nhiêu", "bn", "bnh", "bnhieu", "bao nhiu", "nhiu", "nhiêu tiền", "!mấy", "bi nhiêu"),
    ("bao nhiêu người", "mấy người"),
    ("bao nhiêu cái", "mấy cái"),
    ("bao nhiêu lần", "mấy lần"),
    ("bao nhiêu sáng kiến", "mấy sáng kiến"),
    ("mô tả", "mô tả"),
    ("mô hình", "mô hình"),
    ("lai châu", "lai châu"),
    ("họ", "mấy ổng", "mấy ông", "mấy bả", "mấy chị", "mấy anh"),
    ("chúng tôi", "tụi tui", "bọn tui", "tụi em", "bọn em", "tụi mình", "mấy đứa"),
    ("1", "một"),
    ("2", "hai"),
    ("3", "ba"),
    ("10", "mười"),
    ("đồng", "vnđ", "vnd", "đ"),
    ("với", "vs"),
    ("vậy", "rứa", "v"),
    ("rồi", "r", "rùi"),
    ("biết", "bít", "bit", "bik"),
    ("muốn", "mún", "mun"),
    ("người", "ng"),
    ("trước", "trc"),
    ("mình", "mk", "mh"),
    ("em", "e"),
    ("anh chị", "ac", "ace"),
    ("ạ", "ak", "ah"),
    ("này", "ni"),
    ("đó", "!nớ", "đấy"),
    ("xem", "coi"),
    ("thật", "thiệt"),
    ("nhầm", "!lộn"),
    ("tìm", "kiếm"),
    ("nhỏ", "nhỏ xíu"),
    ("vào", "!vô", "!dô"),
    ("nộp", "gửi", "gởi"),
    ("hạn", "hạn chót", "hạn cuối", "hạn cuối cùng", "thời hạn", "hết hạn"),
    ("trễ", "muộn", "trễ hạn", "quá hạn"),
    ("giai đoạn", "đợt"),
    ("khó khăn", "vướng mắc"),
    ("đăng ký", "đki", "dki", "dky", "đky", "ghi danh"),
    ("áp dụng", "!dùng", "sử dụng", "xài", "đưa vào dùng", "đưa vào sử dụng", "đưa vào áp dụng"),
    ("áp dụng thử", "dùng thử"),
    ("áp dụng từ", "dùng từ"),
    ("thưởng", "khen thưởng", "tiền thưởng", "giải thưởng", "phần thưởng", "được thưởng"),
    ("công nhận", "xét duyệt", "duyệt", "thẩm định"),
    ("làm lợi", "tiền lợi", "tiền lãi", "tiền tiết kiệm", "tiết kiệm được"),
    ("hiệu quả", "hq", "lợi ích"),
    ("giải pháp", "gp"),
    ("nghiên cứu khoa học", "nckh"),
    ("bằng sáng chế", "patent", "bằng độc quyền"),
    ("bảo mật", "giữ kín", "giữ bí mật", "bí mật"),
    ("sửa", "chỉnh sửa", "thay đổi", "đổi lại"),
    ("rút", "hủy", "xóa"),
)  # fmt: skip
"""Ways to write the same, the first of a row is what is meant; a leading ! wants its accents typed, since the
letters alone are everyday words (răng/rằng, mấy/máy)."""

SEVERAL = (
    ("hđ", "hội đồng", "hoạt động"),
    ("hd", "hội đồng", "hướng dẫn"),
    ("hs", "hồ sơ", "học sinh"),
    ("đk", "đăng ký", "điều kiện"),
    ("dk", "đăng ký", "điều kiện"),
    ("gđ", "giám đốc", "giai đoạn"),
    ("gd", "giai đoạn", "giáo dục"),
    ("tt", "thủ tục", "thành tích"),
    ("tg", "tác giả", "thời gian"),
    ("ct", "chương trình", "công ty"),
    ("cn", "công nhân", "công nhận"),
    ("đv", "đơn vị", "đoàn viên"),
    ("nv", "nhân viên", "nhiệm vụ"),
    ("gv", "giáo viên"),
)
"""Abbreviations that stand for several things, all of two syllables."""

_FILLERS = (
    "em anh chị tôi mình tui tao oi a ạ á à ơi nhé nha nhỉ vậy là cho hỏi xin với giúp dùm giùm ad admin alo"
    " chào dạ vâng hen hả hè hỉ nghen uh um ừ ok được không biết muốn cần gì thế nào thì mà bác chú cháu"
    " rồi chứ chớ lận luôn nữa này đó"
)
"""Words that say little about what is asked, however rarely the known answers use them."""


class Token(NamedTuple):
    """A folded syllable and its accents ("" where none were typed)."""

    word: str
    marks: str = ""


Tokens = tuple[Token, ...]
Way = tuple[Tokens, bool]  # how it is written, and whether its accents must be typed

_TOKEN = re.compile(r"\d+[^\W_]*|[^\W\d_]+|%")
_MARK = re.compile("[đ\u0300-\u036f]")
_FINAL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$")  # lý or lí, kỹ or kĩ: both are written
_SPELT = (
    (re.compile(r"([a-z])\1+"), r"\1"),  # a finger that stayed: "maay", "roiii"
    (re.compile(r"(?<=[aeiouy])g$"), "ng"),  # "thag", "cug": no syllable ends in g alone
    (re.compile(r"^(?:dz|z)(?=[aeiouy])"), "v"),  # "zay", "dzo"
    (re.compile(r"^f(?=[aeiouy])"), "ph"),
    (re.compile(r"^0+(?=[1-9])"), ""),  # "05/8"
)
"""What is written in a hurry or for fun, and what it stands for, in folded syllables."""
_CLAUSE = re.compile(r"[.,;:?!()]+(?:\s|$)|\n")


def tokens(text: str) -> list[Tokens]:
    """The syllables of a text, each with all it may mean, the likeliest first."""
    read: list[Tokens] = []
    for clause in clauses(text):  # nothing is read across a comma
        rest, at = _plain(clause), 0
        while at < len(rest):
            length, meaning = _meaning(rest, at)
            read += meaning
            at += length
    return read


def clauses(text: str) -> list[str]:
    """The parts of a message between commas and full stops."""
    return [part for part in map(str.strip, _CLAUSE.split(text)) if part]


def says_little(token: Token) -> bool:
    """Whether it is one of the words around a question."""
    return token in FILLERS or (not token.marks and token.word in _BARE)


def _plain(text: str) -> Tokens:
    return tuple(map(_token, _TOKEN.findall(normalize("NFC", text))))


def _meaning(rest: Tokens, at: int) -> tuple[int, list[Tokens]]:
    """How many syllables are read here, and as what."""
    for (way, exact), meaning in _WAYS.get(rest[at].word, ()):
        there = rest[at : at + len(way)]
        if len(there) == len(way) and all(
            said == wanted or (said == (wanted.word, "") and not exact)
            for said, wanted in zip(there, way, strict=True)
        ):
            return len(way), meaning
    return 1, [(rest[at],)]


@lru_cache(maxsize=20_000)  # texts share their syllables, and folding is the dear part of a build
def _token(raw: str) -> Token:
    marks = "".join(sorted(_MARK.findall(normalize("NFD", raw.casefold()))))
    word = unaccented(raw)
    for written, meant in _SPELT:
        word = written.sub(meant, word)
    return Token(intern(_FINAL_Y.sub("i", word)), intern(marks))


def _ways() -> dict[str, list[tuple[Way, list[Tokens]]]]:
    """By first syllable: ways to write, longest first, each with what it stands for."""
    table: dict[str, list[tuple[Way, list[Tokens]]]] = defaultdict(list)
    for meaning, *ways in SAME_WORDS:
        for way in ways:
            said = _plain(way.removeprefix("!"))
            table[said[0].word].append(((said, way.startswith("!")), [(token,) for token in _plain(meaning)]))
    for short, *meanings in SEVERAL:
        said = _plain(short)
        table[said[0].word].append(((said, False), list(zip(*map(_plain, meanings), strict=True))))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0][0]))
    return dict(table)


FILLERS = frozenset(_plain(_FILLERS))
_BARE = frozenset(token.word for token in FILLERS)
_WAYS = _ways()
