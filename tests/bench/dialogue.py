"""The words of a whole registration, taken from the service's own texts: users know them by these keys, and
the bots of the comparison say the same."""

import re
from functools import cache

from handlers.events import Phrase
from messages.catalogue import HERE, LANGUAGES, Catalogue
from programmes import model

_PROGRAMMES = [model.load(text) for text in model.library().values()]
_CATALOGUE = Catalogue({language: [p.texts[language] for p in _PROGRAMMES] for language in LANGUAGES})

_NAMES = {
    name for file in (HERE / "vi").glob("*.ftl") for name in re.findall(r"\$(\w+)", file.read_text("utf-8"))
}
_ALL = {name: f"{{{name}}}" for name in _NAMES}

CHOICES = {
    "welcome.consent": ("yes", "no", "full"),
    "welcome.unit-this": ("yes", "again", "none"),
    "menu": ("register", "behalf", "mine", "deadlines", "details"),
    "form.part": ("done",),
    "registration.title": ("yes", "no"),
    "registration.applied": ("applied", "trial", "not_yet"),
    "registration.authors": ("alone", "together"),
    "registration.recognised": ("got", "waiting", "no", "unknown"),
    "registration.confirm": ("yes", "edit", "later"),
    "registration.sent": ("add", "tonight", "officer"),
}
EXAMPLE = {
    "union": "Liên đoàn Lao động tỉnh Bắc Kạn",
    "officer": "Hoàng Văn Nam",
    "phone": "0209 3875 281",
    "head": "giám đốc",
    "at": "9 giờ 00 ngày 16/5/2022",
}
"""Parameters of texts that are the same for everybody in the bots of the comparison."""

_ELSEWHERE = {
    ("welcome.unit-this", "yes"): "form.right",
    ("welcome.unit-this", "again"): "welcome.unit#again",
    ("welcome.unit-this", "none"): "welcome.unit#none",
}


@cache
def form(key: str) -> str:
    """A text with its parameters as `{name}`, ready for `str.format`."""
    return _CATALOGUE.text(Phrase(key, _ALL))


@cache
def mark(key: str) -> str:
    """What a text is known by: its longest part that stands there whoever is addressed and about whatever."""
    return max(re.split(r"\{\w+\}|[Aa]nh/chị|\(", form(key)), key=len)


@cache
def label(key: str, token: str) -> str:
    """What a button says."""
    return _CATALOGUE.text(Phrase(_ELSEWHERE.get((key, token), f"{key}#{token}")))


@cache
def buttons(key: str) -> tuple[tuple[str, str], ...]:
    """(label, callback data) of a message's buttons, one a row."""
    tokens = CHOICES.get(key, ())
    return tuple((f"{n}. {label(key, t)}"[:33], f"{key}:{t}") for n, t in enumerate(tokens, start=1))
