"""A person's real name, whatever the people: Vàng A Páo, H'Hen Niê, Chamaléa Âu, Y Phôn."""

import re

from handlers.parsers.invalid import Invalid
from handlers.parsers.words import word_set
from handlers.text import clean, fold, titled, unaccented

LONGEST = 80
MOST_WORDS = 7

_LETTERS = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f'’ʼ`´. -]+")
_EDGES = re.compile("^[\\W_]+|(?:[^\\w\u0300-\u036f]|_)+$")
_LINK = re.compile(r"@|://|\bwww\b|\.(?:com|vn|net|org)\b", re.IGNORECASE)
_WHO = r"(?:toi|tui|minh|em|chau|con|anh|chi)"
_HELLO = (
    r"(?:(?:da|vang|thua|chao|xin|alo|hello|hi|ok|u)[,.!]*\s(?:(?:anh|chi|em|ban|ad|thay|co)[,.!]*\s){0,2})*"
)
_NAMED = (
    r"(?:xin\s)?(?:co\s)?(?:ho\s(?:(?:va|&)\s)?(?:chu\s)?(?:dem\s)?ten|ten)"
    r"(?:\s(?:day du|that|khai sinh|goi|cua (?:toi|tui|em|minh)"
    r"|(?:toi|tui|em|minh)(?= (?:la|:))))*(?:\s:)?(?:\sla)?(?:\s:)?"
)
_LEAD = re.compile(
    rf"{_HELLO}(?:(?:{_WHO}|co|chu|bac|thay|to|e|m|t|c|a)\s{_NAMED}|{_WHO}\s(?:la|:)(?:\s:)?|{_NAMED}"
    rf"|my name(?: is|'s)|(?:full )?name :|i am|i'm)\s"
)
_ASIDES = word_set("tôi tui mình em cháu tớ toi dạ vâng thưa dạ, vâng, da, vang,")
_TITLES = word_set("anh chị em chú bác cô dì ông bà thầy bạn đ/c")
_SURE_TITLES = frozenset(("chị", "chú", "bác", "thầy", "đ/c"))
_TAILS = frozenset(("ạ", "ah", "ak", "nhé", "nhá", "nhen"))
PRONOUNS = frozenset(("tôi", "tui", "mình", "em", "tớ", "cháu", "toi", "tao"))
_NO_PHRASES = re.compile(
    r"(?:xin )?chao(?: (?:em|anh|chi|ban|ad|moi nguoi))*"
    r"|(?:khong|ko|k|chua) (?:biet|nho|noi|can|muon|ro)(?: .*)?"
    r"|(?:de )?lam gi(?: .*)?|hoi (?:lam )?gi(?: .*)?|oke?|okay|ko|kh|hong|khong|alo|hello|hi|bo qua|quay lai"
)


def name(text: str) -> str:
    """The full name, capitals put right, without "tôi tên là" and the like; one word is a name too.

    Raises Invalid: name-empty, name-long, name-letters (figures, links), name-sentence.
    """
    said = " ".join(clean(text).split())
    if len(said) > LONGEST * 3:
        raise Invalid("name-long")
    if said.rstrip(" .!").endswith("?"):
        raise Invalid("name-sentence")
    words = _without_leads(said)
    found = _EDGES.sub("", " ".join(words))
    if not found:
        raise Invalid("name-empty")
    if not _LETTERS.fullmatch(found) or _LINK.search(found):
        raise Invalid("name-letters")
    if len(words) > MOST_WORDS or _NO_PHRASES.fullmatch(fold(found)) or found.casefold() in PRONOUNS:
        raise Invalid("name-sentence")
    if len(found) > LONGEST:
        raise Invalid("name-long")
    return titled(" ".join(found.split()))


def _without_leads(said: str) -> list[str]:
    words = re.sub(r"\s*[:=]\s*", " : ", said).split()
    flat = unaccented(" ".join(words)).split()
    if len(flat) != len(words):
        return words
    lead = _LEAD.match(" ".join(flat) + " ")
    if lead:
        left_out = lead[0].count(" ")
        words = words[left_out - (words[left_out - 1] == "La") :]  # the family name, not "là"
        if len(words) > 2 and words[-1] == "a" and flat[-2] not in ("van", "thi"):
            words = words[:-1]  # "em ten la lo thi oi a"
    while len(words) > 1 and (words[0] in (":", "-") or _is_form_of_address(words)):
        words = words[1:]
    while len(words) > 1 and words[-1].rstrip(".!,").casefold() in _TAILS:
        words = words[:-1]
    return words


def _is_form_of_address(words: list[str]) -> bool:
    """ "em Hùng", "anh Nam", "chị Mai" — but "Anh Thư" and "anh thư" are names."""
    first, small = words[0].casefold(), words[0].islower()
    if first in _ASIDES or first in _SURE_TITLES:
        return True
    return first in _TITLES and small and words[1][:1].isupper()
