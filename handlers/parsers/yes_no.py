"""Yes or no, as short as people say it."""

import re

from handlers.parsers.invalid import Invalid
from handlers.text import clean, unaccented, unkey


def _ways(words: str) -> frozenset[str]:
    """The words as written and without accents; other accents make another word (đúng, dung; not dừng)."""
    return frozenset(words.split()) | frozenset(unaccented(words).split())


_YES = _ways(
    "có ok oke okay okie oki okla ừ ừm uh uhm um u ờ dc đc đk được đuợc vâng dạ đúng phải chuẩn rồi y yes yep"
    " nhất-trí đồng-ý chắc-chắn chính-xác tất-nhiên chắc 1"
)
_NO = _ways("không ko k kh hk hok hông hổng hong hem hôm khum khom khg kô chưa sai no n nope thôi 0 2")
_PARTS = _ways(
    "ạ a à ah nhé nhe nha nhá nhỉ rồi r đó đấy vậy thế mà em anh chị chứ luôn đâu hết chắc bạn ad đi"
)
_POLITE = _ways("dạ vâng ừ ừm uh um u ờ à thưa")
_UP = re.compile("[👍👌✅🆗👏🙆✔☑❤💯]")
_DOWN = re.compile("[👎❌🙅✖🚫]")
_PAIR = re.compile(
    "(?:nhất|nhat) (?:trí|tri)|(?:đồng|dong) (?:ý|y)|(?:chắc|chac) (?:chắn|chan)"
    "|(?:chính|chinh) (?:xác|xac)|(?:tất|tat) (?:nhiên|nhien)"
)


def yes_no(text: str) -> bool:
    """Yes or no. "dung" is đúng here, but "dừng" is not. Raises Invalid("yes-no") for anything else."""
    said = clean(text)[:80].casefold()
    for reading in (said, *unkey(said)):
        answer = _read(reading)
        if answer is not None:
            return answer
    raise Invalid("yes-no")


def _read(said: str) -> bool | None:
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)?", _PAIR.sub(lambda pair: pair[0].replace(" ", "-"), said))
    if not words:
        return True if _UP.search(said) else False if _DOWN.search(said) else None
    while len(words) > 1 and words[-1] in _PARTS:
        words.pop()
    while len(words) > 1 and words[0] in _POLITE:
        words.pop(0)
    if all(word in _YES for word in words):
        return True
    if words[0] in _NO and all(word in _YES for word in words[1:]):
        return False
    return True if len(words) == 2 and words[0] in _NO and unaccented(words[1]) == "sai" else None
