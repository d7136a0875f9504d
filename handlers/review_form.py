"""The questions an act of an officer is asked: what is missing, why, who decided, when, under which
number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers import parsers
from handlers.events import Param, Phrase
from handlers.forms import Answers, Context, Do, Form, Option, Pick, Question, Result, Said, Value, path
from handlers.parsers import Invalid
from handlers.questions import LATER, SHORT, choice, remark, short_text, shown_date
from handlers.text import fold
from programmes.acts import recorders
from programmes.model import Programme, Rule

LEVELS = ("unit", "commune", "department", "province", "ministry")
"""Levels of recognition: a teacher's emulation title depends on them (sáng kiến cấp cơ sở, tỉnh, bộ)."""
NOT_ASKED = ("worker", "worker_unit", "fit", "confirm", "attachments")


def deed(*deeds: str) -> Callable[[Answers, Context], bool]:
    """Asked for these acts."""
    return lambda _answers, context: context.notes.get("deed") in deeds


# What is missing


def askable(context: Context, form: Form) -> list[str]:
    """The questions of a part of the registration whose answers an officer may ask for: those the programme
    asks, and that what was told leads to."""
    asks = context.programme.asks if context.programme else frozenset[str]()
    sent = replace(context, answers=context.notes.get("sent", {}), notes={})
    return [q.key for q in path(form, sent) if q.key in asks and q.key not in NOT_ASKED]


def which_options(context: Context) -> tuple[Option, ...]:
    """Those of the first part, without those that were chosen already, and the way to the rest."""
    rest = (Option("rest", Phrase("review.which#rest")),) if _unchosen(context, LATER) else ()
    return (*_unchosen(context, SHORT), *rest)


def _unchosen(context: Context, form: Form) -> tuple[Option, ...]:
    chosen = context.answers.get("which") or ()
    keys = (key for key in askable(context, form) if key not in chosen)
    return tuple(Option(key, Phrase(f"registration.{key}#label")) for key in keys)


def which(said: Said, context: Context) -> Result:
    """One by its button, or several by their numbers: "1, 4 và 5"."""
    options = which_options(context)
    if said.token == "rest":
        rest = (replace(option, value=[option.token]) for option in _unchosen(context, LATER))
        return Pick(Phrase("review.which-rest"), tuple(rest))
    if any(option.token == said.token for option in options):
        return Value([said.token])
    if context.picked == "review.which-rest":
        options = _unchosen(context, LATER)
    keys = [option.token for option in options if option.token != "rest"]
    numbers = [part for part in fold(said.text).replace(",", " ").replace(";", " ").split() if part != "va"]
    if not numbers or not all(part.isdigit() and 1 <= int(part) <= len(keys) for part in numbers):
        raise Invalid("choose")
    return Value([keys[int(number) - 1] for number in dict.fromkeys(numbers)])


def more_options(context: Context) -> tuple[Option, ...]:
    """One more, or enough."""
    return (*which_options(context), Option("enough", Phrase("review.more#enough")))


def more(said: Said, context: Context) -> Result:
    """`answered` of the dialog adds it to the others and asks again, until it is enough."""
    return Value("enough") if said.token == "enough" else which(said, context)


def more_prompt(context: Context) -> Phrase:
    """Names what was chosen so far."""
    return Phrase("review.more", {"chosen": shown_which(context.answers.get("which") or ["title"], context)})


def shown_which(value: Any, _context: Context) -> Phrase:
    """The names of what is asked for."""
    return listed([Phrase(f"registration.{key}#label") for key in value])


def listed(phrases: list[Phrase]) -> Phrase:
    """A; B; C."""
    if len(phrases) == 1:
        return phrases[0]
    return Phrase("review.and", {"first": phrases[0], "rest": listed(phrases[1:])})


# Why it can't take part


def rules(programme: Programme | None) -> tuple[Rule, ...]:
    """The conditions and exclusions of the plan."""
    return (*programme.conditions, *programme.exclusions) if programme else ()


def reasons(context: Context) -> tuple[Option, ...]:
    """The rules that the answers bring up, with their paragraphs; the way to the others; another reason."""
    found = [option for option in _rules(context) if option.value]
    rest = (Option("rest", Phrase("review.reason#rest")),) if len(found) < len(_rules(context)) else ()
    return (*found, *rest, Option("other", Phrase("review.reason#other")))


def _rules(context: Context) -> tuple[Option, ...]:
    """All rules; the value says whether the answers bring it up."""
    programme, found = context.programme, context.notes.get("found", ())
    if programme is None:
        return ()
    return tuple(
        Option(
            f"r{place}",
            Phrase("review.rule", {"source": rule.source, "text": Phrase(f"{programme.key}.{rule.key}")}),
            place in found,
        )
        for place, rule in enumerate(rules(programme))
    )


def reason(said: Said, context: Context) -> Result:
    """One of them."""
    if said.token == "rest":
        others = (replace(option, value=option.token) for option in _rules(context) if not option.value)
        return Pick(Phrase("review.reason-rest"), tuple(others))
    if any(option.token == said.token for option in reasons(context)):
        return Value(said.token)
    raise Invalid("choose")


def shown_reason(value: Any, context: Context) -> Phrase:
    """The rule, with its paragraph."""
    found = next((option for option in _rules(context) if option.token == value), None)
    return found.label if found and isinstance(found.label, Phrase) else Phrase("review.reason#other")


def words(said: Said, context: Context) -> Result:
    """Words that go along; a plain no is none."""
    try:
        wanted = parsers.yes_no(said.text)
    except Invalid:
        wanted = True
    return remark(said, context) if wanted else Value(None)


def needs_words(answers: Answers, context: Context) -> bool:
    """A reason that no rule of the plan gives has to be told; a refusal too (NĐ 13/2012 Art. 7.1)."""
    return context.notes.get("deed") == "refuse" or answers.get("reason") == "other"


# Who decided


def deciders(context: Context) -> tuple[Option, ...]:
    """The body the plan names where its flow recognises outside; else the council or the head of the
    workplace (a head alone where there is no council)."""
    if recorders(context.programme):
        return (Option("outside", Phrase("review.decider#outside", {"body": body_of(context.programme)})),)
    head = context.service.head(context.unit_id)
    title: Param = head.title if head and head.title else Phrase("review.head")
    council = (Option("council", Phrase("review.decider#council")),)
    both = () if head is not None and not head.has_council else council
    return (*both, Option("head", Phrase("review.decider#head", {"head": title})))


def body_of(programme: Programme | None) -> str:
    """Who recognises by the plan's flow."""
    moves = programme.flow if programme else ()
    return next((move.by for move in moves if move.step == "recognise"), "")


def decider(said: Said, context: Context) -> Result:
    """One of those."""
    if any(option.token == said.token for option in deciders(context)):
        return Value(said.token)
    raise Invalid("choose")


def shown_decider(value: Any, context: Context) -> Phrase | str:
    """As it was chosen."""
    found = next((option for option in deciders(context) if option.token == value), None)
    return found.label if found else Phrase(f"review.decided#{value}")


def past_day(said: Said, context: Context) -> Result:
    """A whole day that is not in the future; "hôm nay" by its button."""
    if said.token == "today":
        return Value(context.today.isoformat())
    try:
        day = parsers.day(said.text, context.today)
    except Invalid:
        raise Invalid("past-day") from None
    if day.first != day.last or day.also:
        raise Invalid("past-day")
    return Value(day.first.isoformat())


def photo(said: Said, _context: Context) -> Result:
    """The paper itself: the signature stands on it, the chat only keeps its picture."""
    if not said.files:
        raise Invalid("photo")
    return Value(len(said.files))


def shown_photo(value: Any, _context: Context) -> Phrase:
    """How many pictures of it there are."""
    return Phrase("review.photos", {"count": value})


def entered_by(said: Said, context: Context) -> Result:
    """Oneself, or somebody by name."""
    return Value(context.name) if said.token == "me" else Value(parsers.name(said.text))


def confirm(said: Said, _context: Context) -> Result:
    """Do it, change something, or not."""
    if said.token == "yes":
        return Value(True)
    if said.token in ("edit", "discard"):
        return Do(said.token)
    raise Invalid("choose")


def confirm_prompt(context: Context) -> Phrase:
    """Names the act and the initiative; `ask` puts the read-back in."""
    told = {name: str(context.notes.get(name, "")) for name in ("code", "who")}
    return Phrase("review.confirm-of", {"what": Phrase(f"review.confirm#{context.notes.get('deed')}", told)})


DECIDED = ("recognise", "refuse")
REVIEW = Form(
    "review",
    (
        Question("which", which, which_options, when=deed("ask"), free=False, show=shown_which),
        Question("more", more, more_options, when=deed("ask"), free=False, hidden=True,
                 prompt=more_prompt),
        Question("reason", reason, reasons, when=deed("ineligible"), free=False, show=shown_reason),
        Question("decider", decider, deciders, when=deed(*DECIDED), free=False, show=shown_decider),
        Question("decided_on", past_day, ("today",), when=deed(*DECIDED), show=shown_date),
        Question("number", short_text(60), when=deed(*DECIDED), optional=True),
        choice("level", *LEVELS, when=deed("recognise")),
        Question("photo", photo, when=deed(*DECIDED), files=True, optional=True, show=shown_photo),
        Question("posted_on", past_day, ("today",), when=deed("post"), show=shown_date),
        Question("posted_number", short_text(60), when=deed("post"), optional=True),
        Question("posted_by", entered_by, ("me",), when=deed("post"), name=True),
        Question("why", remark, when=needs_words, prompt=lambda context: Phrase(
            f"review.why#{context.notes.get('deed')}")),
        Question("words", words, when=deed("ask", "forward", "council", "ineligible"), optional=True),
        Question("note", remark, when=deed("note")),
        Question("confirm", confirm, ("yes", "edit", "discard"), free=False, hidden=True, review=True,
                 when=lambda _answers, context: context.notes.get("deed") != "note", prompt=confirm_prompt),
    ),
)  # fmt: skip
"""One form for every act: each is asked what it needs."""
