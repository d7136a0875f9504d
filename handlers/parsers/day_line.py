"""A typed date made even before it is read: no accents, one word for one thing, figures for number words."""

import re

from handlers.parsers.words import spoken
from handlers.text import clean, unaccented

# Words that other words become without accents are settled while the accents are there.
_ACCENTED = {
    "sáu": "6", "tư": "4", "từ": "khoang", "tầm": "khoang", "cỡ": "khoang", "này": "hien tai",
    "máy": "thiet bi", "thử": "dung",
    "tháng sau": "thang toi", "tuần sau": "tuan toi", "năm sau": "nam toi",
}  # fmt: skip
_ACCENTED_WORD = re.compile(rf"\b(?:{'|'.join(_ACCENTED)}|năm(?= (?:tháng|tuần|ngày|năm) trước))\b")
_MONTHS = {
    name: str(place // 2 + 1)
    for place, name in enumerate(
        [
            "january",
            "jan",
            "february",
            "feb",
            "march",
            "mar",
            "april",
            "apr",
            "may",
            "may",
            "june",
            "jun",
            "july",
            "jul",
            "august",
            "aug",
            "september",
            "sep",
            "october",
            "oct",
            "november",
            "nov",
            "december",
            "dec",
        ]
    )
}
_WORDS = {
    "thg": "thang", "hqua": "hom qua", "hnay": "hom nay", "hum": "hom", "bua": "hom", "cn": "chu nhat",
    "mong": "mung", "ki": "ky", "hk": "hoc ky", "ng": "ngay",
    "today": "hom nay", "yesterday": "hom qua", "last month": "thang truoc",
    "this month": "thang hien tai", "last week": "tuan truoc", "last year": "nam ngoai",
    "this year": "nam nay",
    "ra gieng": "thang gieng", "tet trung thu": "ram thang 8 am", "trung thu": "ram thang 8 am",
    "giao thua": "30 tet", "giap tet": "truoc tet", "tomorrow": "ngay mai", "gio": "hien tai",
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_SHORT_MONTH = re.compile(r"\b(?:thg|th|t)\.?\s*(?=\d{1,2}(?!\d))")
_SHORT_TERM = re.compile(r"\bhk\s*(?=[12i])")
_SHORT_DAY = re.compile(r"\bt\s?([2-7])(?=\s+tuan\b)")
_TIME = re.compile(
    r"\b(?:luc\s+)?\d{1,2}\s*(?:h(?![a-z])|gio\b|:)\s*(?:\d{2})?(?:\s*(?:sang|chieu|toi|trua|am|pm)\b)?(?![\d/])"
)
_ISO_TIME = re.compile(r"(?<=\d\d-\d\d)[t ]\d\d:.*")
_FROM_TO = re.compile(r"(/\d{1,4})\s*[-~]\s*(?=\d{1,2}/)")
_MONTHS["sept"] = "9"
_MONTH_NAME = "|".join(sorted(set(_MONTHS), key=len, reverse=True))
_VAGUE = re.compile(r"\b(?:vai|may|nhieu)\s+(?:ngay|hom|tuan|thang|nam)\b")
_DAY_FIRST = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({_MONTH_NAME})\.?,?\s+(?=(?:19|20)\d\d)")
_MONTH_FIRST = re.compile(rf"\b({_MONTH_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?=(?:19|20)\d\d)")
_ENGLISH_AGO = re.compile(r"(\w+) (day|week|month|year)s? ago")
_UNITS = {"day": "ngay", "week": "tuan", "month": "thang", "year": "nam"}
_COUNT = r"(?:(?:hai|ba)\s+)?muoi(?:\s+(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin))?"
_ONE = r"mot|hai|ba|bon|nam|sau|bay|tam|chin"
_NUMBER_WORDS = re.compile(
    rf"\b(?P<lead>thang|mung|quy|ky|thu|ngay)\s+(?P<after>{_COUNT}|{_ONE}|tu)(?!\s+(?:ngoai|kia|hoc))\b"
    rf"|\b(?P<past>cach\s+day|cach\s+nay|duoc|da|hon|gan|moi)\s+(?P<length>{_COUNT}|{_ONE})"
    r"(?=\s+(?:ngay|hom|tuan|thang|nam)\b)"
    rf"|\b(?P<count>{_COUNT})(?=\s+thang\s+(?:\d|{_ONE}|tu\b|muoi|gieng|chap))"
    rf"|\b(?P<before>{_COUNT}|{_ONE})(?=\s+(?:ngay|hom|tuan|thang|nam)\s+(?:truoc|nay|roi|qua|ruoi))"
)


def line(text: str) -> str:
    """What the rules of days are written for: "tháng Ba năm ngoái" → "thang 3 nam ngoai"."""
    said = clean(text).casefold()
    if not said.isascii():
        said = _ACCENTED_WORD.sub(lambda found: _ACCENTED.get(found[0], "5"), said)
    elif any(character.isalpha() for character in said):
        said = _english(said)
    flat = re.sub(r"[–—−~]", "-", unaccented(said))
    flat = re.sub(r"[\\_|]|/{2,}", "/", flat)
    flat = _ISO_TIME.sub("", flat)
    if ":" in flat or "h" in flat or "gio" in flat:
        flat = _TIME.sub(" ", flat)
    flat = _SHORT_DAY.sub(r"thu \1", flat)
    flat = _SHORT_TERM.sub("hoc ky ", flat)
    flat = _SHORT_MONTH.sub("thang ", flat)
    flat = _WORD.sub(lambda found: _WORDS[found[0]], flat)
    flat = _NUMBER_WORDS.sub(_figures, _VAGUE.sub("lau", flat))
    return _FROM_TO.sub(r"\1 den ", flat).strip()


def _english(flat: str) -> str:
    flat = _MONTH_FIRST.sub(lambda found: f"{found[2]} thang {_MONTHS[found[1]]} ", flat)
    flat = _DAY_FIRST.sub(lambda found: f"{found[1] or ''} thang {_MONTHS[found[2]]} ".lstrip(), flat)
    return _ENGLISH_AGO.sub(lambda found: f"{found[1]} {_UNITS[found[2]]} truoc", flat)


def _figures(found: re.Match[str]) -> str:
    words = (found["after"] or found["length"] or found["count"] or found["before"]).split()
    if words == ["tu"]:
        number = 4
    else:
        number = (spoken([word if word != "tu" else "bon" for word in words]) or (0, 0))[0]
    if found["lead"] == "thang" and words == ["sau"]:
        return found[0]  # June or next month: the rule decides
    lead = found["lead"] or found["past"]
    return f"{lead} {number}" if lead else str(number)
