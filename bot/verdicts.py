"""What a programme makes of a file of answers, in words: for whoever writes or tries a programme."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

from bot.askable import ASKABLE
from handlers import questions
from handlers.events import Phrase
from messages.catalogue import LANGUAGES, Catalogue
from programmes import eligibility
from programmes.eligibility import Verdict
from programmes.model import ZONE, Programme

DATES = ("applied_on", "accepted_on", "decision_on")
TRUTHS: Mapping[bool | str, bool | str] = {True: "yes", False: "no", "yes": True, "no": False}
"""What YAML makes of yes and no, either way."""
QUESTIONS = frozenset(q.key for form in (questions.SHORT, questions.LATER) for q in form.questions)


class Unreadable(Exception):
    """The answers or the moment can't be read; the message says why. `in_file`: it is about the answers."""

    def __init__(self, why: str, in_file: bool = True) -> None:
        super().__init__(why)
        self.in_file = in_file


@dataclass(frozen=True)
class Told:
    """A verdict with the words of its reasons, and the answers that belong to no question."""

    verdict: Verdict
    reasons: list[dict[str, str]]
    unknown: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """`{"verdict", "phase", "reasons": [{"key", "text", "source"}]}`."""
        return {"verdict": self.verdict.verdict, "phase": self.verdict.phase, "reasons": self.reasons}

    def as_text(self) -> str:
        """The same to be read."""
        lines = [f"- {reason['text']} [{reason['source']}]" for reason in self.reasons]
        return "\n".join([f"{self.verdict.verdict}  {self.verdict.phase}".rstrip(), *lines])


def of(programme: Programme, answers: Mapping[str, Any], at: datetime) -> Told:
    """The verdict on a whole set of answers. Contradictions it hinges on are named after its reasons: nobody
    has decided them in a file. Raises `Unreadable` for a date that is none."""
    try:
        spans = questions.spans(answers, {})
    except ValueError:
        raise Unreadable("a date there is none (write 2022-03-15 or 2022-03)") from None
    found = eligibility.judge(programme, answers, spans, at)
    catalogue = Catalogue({language: [programme.words(language)] for language in LANGUAGES})
    reasons = [
        {"key": why.key, "text": catalogue.text(Phrase(why.key, why.params)), "source": why.source}
        for why in found.reasons
    ]
    unclear = eligibility.hinging(
        programme, programme.conflicts, lambda read: eligibility.judge(read, answers, spans, at)
    )
    for conflict in unclear:
        text = catalogue.text(questions.undecided(programme, conflict))
        sources = "; ".join(paragraph.source for paragraph in conflict.paragraphs)
        reasons.append({"key": f"{programme.key}.conflict-{conflict.key}", "text": text, "source": sources})
    return Told(found, reasons, tuple(sorted(answers.keys() - QUESTIONS)))


def read(text: str) -> dict[str, Any]:
    """Answers as the chat stores them, from JSON or YAML. Raises `Unreadable`."""
    try:
        told = yaml.safe_load(text)
    except ValueError:  # YAML makes dates of what looks like one
        raise Unreadable("a date there is none (write 2022-03-15 or 2022-03)") from None
    except yaml.YAMLError:
        raise Unreadable("it can't be read: it must be JSON or YAML") from None
    if not isinstance(told, dict) or not all(isinstance(name, str) for name in told):
        raise Unreadable("it must hold answers by question key, e.g. applied_on: 2022-03")
    return {name: _stored(name, value) for name, value in told.items()}


def _stored(name: str, value: Any) -> Any:
    """An answer as the chat would have stored it. Raises `Unreadable` for one it never stores."""
    if name in DATES:
        value = value.isoformat()[:10] if isinstance(value, date) else str(value)
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
            raise Unreadable(f"{name}: {value} is no date (write 2022-03-15, 2022-03 or 2022)")
        return value
    known = ASKABLE.answers.get(name)
    if not known:
        return value
    for meant in (value, TRUTHS.get(value) if isinstance(value, bool | str) else None):
        if isinstance(meant, bool | str) and meant in known:
            return meant
    said = ", ".join(sorted(str(other).lower() for other in known))
    raise Unreadable(f"{name}: {value} is no answer to it (there are: {said})")


def moment(text: str) -> datetime:
    """A moment, on Vietnam's clock where it names no zone. Raises `Unreadable`."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"{text} is not a moment such as 2022-05-31T23:59:59", in_file=False) from None
    return at if at.tzinfo else at.replace(tzinfo=ZONE)
