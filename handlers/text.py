"""Text as people type it: cleaned for keeping, folded for matching, read back from raw Telex and VNI.

Pure functions; every result is NFC.
"""

import re
from unicodedata import normalize

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_COMBINING = re.compile("[\u0300-\u036f]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MARK = re.compile("[đ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_D = str.maketrans("đð", "dd")  # ð is what old fonts leave where đ was meant

# The shapes of Vietnamese syllables without their marks: enough to tell "thuat" from "excel".
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|e(?:c|ch|m|n|ng|nh|o|p|t|u)?"
    r"|i(?:a|c|ch|e[cmptun]|eng|m|n|nh|p|t|u)?"
    r"|o(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|e(?:m|n|o|t)?|c|i|m|n|ng|p|t|oc|ong)?"
    r"|u(?:a(?:n|ng|t|y|u|c)?|c|e(?:ch|n|nh)?|i|m|n|ng|o(?:c|i|m|n|ng|p|t|u)?|p|t|u"
    r"|y(?:a|ch|en|et|n|nh|p|t|u)?)?|y(?:e[mntu]|eng)?)"
)


def clean(text: str) -> str:
    """The text to keep: NFC, without control, zero-width and bidi characters; newlines stay."""
    if not (text.isascii() and text.isprintable()):
        text = _SPACE.sub(" ", _LINE_END.sub("\n", text))
        text = normalize("NFC", _DROPPED.sub("", text))
    return text.strip()


def unaccented(text: str) -> str:
    """Small letters without accents (đ → d), single spaces; punctuation stays. Fancy letters become plain."""
    flat = clean(text).casefold()
    if not flat.isascii():
        flat = _COMBINING.sub("", normalize("NFKD", flat)).casefold().translate(_D)
        if not flat.isascii():
            flat = normalize("NFKC", _COMBINING.sub("", normalize("NFKD", flat)))
    return " ".join(flat.split())


def fold(text: str) -> str:
    """What two texts must share to match: `unaccented`, without punctuation and emoji around it."""
    return _EDGES.sub("", unaccented(text))


def has_accents(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    return not text.isascii() and bool(_MARK.search(normalize("NFD", text.casefold())))


def lacks_accents(text: str) -> bool:
    """Whether a name or sentence of two words or more has no mark at all though Vietnamese needs some.

    Some names ("Kim Anh") need none: they are asked about once. Foreign words alone do not count.
    """
    if has_accents(text):
        return False
    words = _WORD.findall(unaccented(text))
    native = sum(1 for word in words if _SYLLABLE.fullmatch(word))
    return len(words) >= 2 and native * 2 >= len(words)


def titled(name: str) -> str:
    """Capitals for a name typed in one case; in a mixed one only for words that begin small."""
    uniform = name in (name.lower(), name.upper())
    return " ".join(_capital(word, uniform) for word in name.split(" "))


def _capital(word: str, uniform: bool) -> str:
    if not uniform:
        return word if word[:1].isupper() else word[:1].upper() + word[1:]
    parts = re.split("([-'’.])", word.lower())
    # H'Hen, K'Brêu: a single letter before the mark begins a name of its own; d'Arc-like forms do not occur.
    return "".join(part[:1].upper() + part[1:] for part in parts)


_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI = dict(zip("123456789", "sfrxj^wwd", strict=True))
_HAT = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = frozenset("aeiouyâêôăơư")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")


def unkey(text: str) -> tuple[str, ...]:
    """Readings of raw Telex ("giair phaps") or VNI ("gia3i pha1p") as accented text.

    Empty when the text does not look like raw typing: it has accents already, too few words change, or
    what comes out is not Vietnamese. For matching and for asking "is this what you meant", never to keep.
    """
    if not text.isascii() or len(text) > 500:
        return ()
    tokens = _TOKEN.findall(text)
    vni = any(not token.isalpha() for token in tokens)
    readings = {token: _read(token, vni) for token in tokens}
    changed = sum(1 for token in tokens if readings[token] not in (token, None))
    strange = sum(1 for token in tokens if readings[token] is None and len(token) > 2)
    if not changed or changed * 3 < len(tokens) or strange * 5 > len(tokens):
        return ()
    return (_TOKEN.sub(lambda found: readings[found[0]] or found[0], text),)


def _read(token: str, vni: bool) -> str | None:
    """One typed word as a syllable, in its own capitals; None when it is none."""
    letters: list[str] = []
    tone = ""
    for key in token.lower():
        action = _VNI.get(key, "") if vni else _telex(key, letters)
        if action in _TONES and not tone and _VOWELS.intersection(letters):
            tone = action
        elif not action:
            letters.append(key)
        elif action in _TONES or not _mark(letters, action):
            return None
    word = "".join(letters)
    flat = unaccented(word)
    if not _SYLLABLE.fullmatch(flat) or (tone in ("f", "r", "x") and _STOPPED.search(flat)):
        return None
    if tone:
        place = _tone_place(word)
        word = normalize("NFC", word[: place + 1] + _TONES[tone] + word[place + 1 :])
    if token.isupper() and len(token) > 1:
        return word.upper()
    return word.capitalize() if token[0].isupper() else word


def _telex(key: str, letters: list[str]) -> str:
    """What a Telex key does after these letters: a tone, a mark, or "" for a letter."""
    vowels = [letter for letter in letters if letter in _VOWELS]
    if key in _TONES:
        return key if vowels else ""
    if key in _HAT:
        return "^" if vowels and vowels[-1] == key else ""
    if key == "d":
        return "d" if letters[:1] == ["d"] else ""
    return "w" if key == "w" else ""


def _mark(letters: list[str], action: str) -> bool:
    word = "".join(letters)
    if action == "d":
        place = 0 if word.startswith("d") else -1
        marks = {"d": "đ"}
    elif action == "^":
        place, marks = max(map(word.rfind, _HAT)), _HAT
    else:
        place, marks = max(map(word.rfind, _HORN)), _HORN
        pair = word[place - 1 : place + 1] if place > 0 else ""
        if pair in ("uo", "uu", "ua") and word[place - 2 : place - 1] != "q":
            letters[place - 1] = "ư"
            if pair != "uo":
                return True
        if place < 0 and not _VOWELS.intersection(letters):
            letters.append("ư")  # Telex: w alone after a consonant
            return True
    if place < 0:
        return False
    letters[place] = marks[letters[place]]
    return True


def _tone_place(word: str) -> int:
    start = 2 if re.match(r"qu|gi[aeouâêôăơưy]", word) else 0
    vowels = [place for place in range(start, len(word)) if word[place] in _VOWELS]
    marked = [place for place in vowels if word[place] in "âêôăơư"]
    if marked:
        return marked[-1]
    if len(vowels) == 1 or (len(vowels) == 2 and vowels[-1] == len(word) - 1):
        return vowels[0]
    return vowels[1]
