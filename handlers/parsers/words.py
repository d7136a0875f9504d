"""Words without accents: sets of them, and spoken numbers below a thousand ("mot tram hai muoi" is 120)."""

DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
FIRST = frozenset(DIGITS) - {"tu", "lam"} | {"muoi"}
"""Words a number may begin with: "tu" and "lam" would mostly be other words."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def spoken(words: list[str], start: int = 0) -> tuple[int, int] | None:
    """The number that begins at a word, and where it ends; None where none begins.

    Two digits in a row are no number ("hai ba triệu" is a guess between two), but 25 is said "hai lăm".
    """
    if start >= len(words) or words[start] not in FIRST:
        return None
    total, digit, at = 0, -1, start
    while at < len(words):
        word = words[at]
        if word in DIGITS and (digit < 0 or (word == "lam" and total == 0)):
            total, digit = (digit * 10, DIGITS[word]) if digit > 0 else (total, DIGITS[word])
        elif word in ("muoi", "chuc") and digit != 0:
            total, digit = total + 10 * (digit if digit > 0 else 1), -1
        elif word == "tram" and total == 0 and digit > 0:
            total, digit = 100 * digit, -1
        elif word in ("linh", "le") and at > start and words[at - 1] == "tram":
            pass
        else:
            break
        at += 1
    return total + max(digit, 0), at
