"""Forms are data. A form is a tuple of questions; which of them are asked follows from the answers alone.

Pure and synchronous: nothing here knows a person, a session or a channel. No question names its successor and
no step is counted: the path is computed again from the answers, so inserting or removing a question changes
nothing for drafts that are under way.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from handlers.events import Attachment, Phrase
from handlers.service import Service
from programmes.model import Asked, Programme

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What a question may look at beside what was said.

    `picked` is the key of the follow-up that is open, so that nothing is asked twice, `about` what was said
    to bring it up; `notes` are the
    draft's; `name` the person's own.
    """

    today: date
    at: datetime
    service: Service
    answers: Answers = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    programme: Programme | None = None
    name: str = ""
    unit_id: int | None = None
    picked: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it came: words, files, or the token of a choice (pressed or typed)."""

    text: str = ""
    files: tuple[Attachment, ...] = ()
    token: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """An answer that was understood. `notes` go into the draft; `say` is told back before the next prompt."""

    value: Any
    notes: Mapping[str, Any] = field(default_factory=dict)
    say: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle a follow-up: its token, its label, and the value it stands for.

    The token `again` means: ask the question once more.
    """

    token: str
    label: Phrase | str
    value: Any = None
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """A follow-up to the same question: confirm, choose among what was found, or say a little more."""

    phrase: Phrase
    options: tuple[Option, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Do:
    """The answer is a command, e.g. "edit" at the last question."""

    command: str


Result = Value | Pick | Do
Parse = Callable[[Said, Context], Result]
Who = Literal["author", "adviser", "officer"]


def always(_answers: Answers, _context: Context) -> bool:
    """Asked on every path."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One item of a form.

    `choices`: tokens whose labels are the attributes of the question's text, or a function of the context.
    `free`: words beside the choices are an answer too. `long`: several messages, ended with "xong".
    `when`: whether it lies on the path, from the answers before it. `prompt`: another text than its own.
    `who`: who is likely to know. `hidden`: no line in the read-back. `figures`: a number that is no choice is
    an answer too.
    `review`: its prompt holds the read-back (`lines`). `name`: a single word is more likely a name than a
    command. `files`: takes files as (part of) its answer; elsewhere they go to the dossier's attachments.
    """

    key: str
    parse: Parse
    choices: tuple[str, ...] | Callable[[Context], tuple[Option, ...]] = ()
    when: Callable[[Answers, Context], bool] = always
    optional: bool = False
    free: bool = True
    long: bool = False
    who: Who = "author"
    hidden: bool = False
    figures: bool = False
    review: bool = False
    name: bool = False
    files: bool = False
    prompt: Callable[[Context], Phrase | None] = lambda _context: None
    show: Callable[[Any, Context], Phrase | str] | None = None

    def options(self, form: str, context: Context) -> tuple[Option, ...]:
        """Its choices with their labels."""
        if callable(self.choices):
            return self.choices(context)
        return tuple(Option(token, Phrase(f"{form}.{self.key}#{token}")) for token in self.choices)


@dataclass(frozen=True, slots=True)
class Form:
    """Questions in the order they are asked."""

    key: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """A question by its key, None for one this form does not (or no longer) have."""
        return next((q for q in self.questions if q.key == key), None)

    def only(self, keys: Iterable[str]) -> "Form":
        """The same form with some of its questions; the order stays the form's."""
        wanted = set(keys)
        return Form(self.key, tuple(q for q in self.questions if q.key in wanted))


def as_asked(programme: Programme, question: Question, asked: Asked | None) -> Question:
    """A question of a library as a programme asks it: required, or in the programme's own words."""
    if asked is None:
        return question
    if asked.required:
        question = replace(question, optional=False)
    if asked.reworded:
        own = Phrase(f"{programme.key}.ask-{question.key}")
        question = replace(question, prompt=lambda _context: own)
    return question


def path(form: Form, context: Context) -> tuple[Question, ...]:
    """The questions that are asked, given the answers so far.

    A condition sees only answers of questions before it that are on the path themselves, so an answer left
    over from a branch that was left has no say.
    """
    visible: dict[str, Any] = {}
    steps = []
    for question in form.questions:
        if question.when(visible, context):
            steps.append(question)
            if question.key in context.answers:
                visible[question.key] = context.answers[question.key]
    return tuple(steps)


def pending(form: Form, context: Context) -> Question | None:
    """The first question on the path without an answer; None when all are answered."""
    return next((q for q in path(form, context) if q.key not in context.answers), None)


def on_path(form: Form, context: Context) -> dict[str, Any]:
    """The answers that count: those of questions on the path."""
    return {q.key: context.answers[q.key] for q in path(form, context) if q.key in context.answers}


def counted(form: Form, context: Context) -> tuple[Question, ...]:
    """The questions of the path that bear a number: all but hidden ones in between."""
    return tuple(q for q in path(form, context) if q.review or not q.hidden)


def position(form: Form, context: Context, key: str) -> tuple[int, int]:
    """(number, how many), counted along the path; the total changes when the path does."""
    keys = [q.key for q in counted(form, context)]
    return (keys.index(key) + 1 if key in keys else len(keys), len(keys))


def before(form: Form, context: Context, key: str) -> Question | None:
    """The question before one on the path, None at the beginning."""
    steps = path(form, context)
    keys = [q.key for q in steps]
    place = keys.index(key) if key in keys else len(keys)
    return steps[place - 1] if place > 0 else None
