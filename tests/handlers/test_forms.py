"""The form engine: the path follows from the answers alone, whatever order they came in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.forms import (
    Answers,
    Context,
    Form,
    Option,
    Pick,
    Question,
    Result,
    Said,
    Value,
    before,
    counted,
    on_path,
    path,
    pending,
    position,
)
from handlers.parsers import Invalid
from handlers.questions import LATER, SHORT
from handlers.service import Service
from handlers.unit_search import UnitIndex
from programmes import model

SERVICE = Service(UnitIndex([]), {}, {}, {})
PROGRAMME = model.load(next(iter(model.library().values())))
NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


def context(answers: Answers, **more: Any) -> Context:
    return Context(date(2022, 5, 16), NOW, SERVICE, answers, name="Trần Quang Huy", **more)


# Any form: questions that depend on any earlier ones, in any way


def anything(said: Said, _context: Context) -> Result:
    return Value(said.token)


TOKENS = ("x", "y")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Up to ten questions; each is asked always, or where an earlier one was answered in one way."""
    count = draw(st.integers(1, 10))
    questions = []
    for number in range(count):
        on = draw(st.one_of(st.none(), st.integers(0, number - 1) if number else st.none()))
        token = draw(st.sampled_from(TOKENS))
        hidden = draw(st.booleans()) and number > 0
        question = Question(f"q{number}", anything, TOKENS, hidden=hidden)
        if on is not None:
            question = replace(question, when=_asked_if(f"q{on}", token))
        questions.append(question)
    return Form("any", tuple(questions))


def _asked_if(key: str, token: str) -> Any:
    return lambda answers, _context: answers.get(key) == token


ANSWERS = st.dictionaries(st.integers(0, 12).map("q{}".format), st.sampled_from(TOKENS))
STEPS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(TOKENS)), max_size=25)


def answered(form: Form, steps: list[tuple[int, str]]) -> dict[str, Any]:
    """Answers what is pending; a step may also go back to any question of the path first."""
    answers: dict[str, Any] = {}
    for back, token in steps:
        seen = context(answers)
        question = pending(form, seen)
        if back < 4:  # corrections
            steps_ = path(form, seen)
            question = steps_[back % len(steps_)] if steps_ else question
        if question is not None:
            answers[question.key] = token
    return answers


@given(forms(), ANSWERS)
def test_the_path_never_depends_on_answers_off_the_path(form: Form, answers: dict[str, Any]) -> None:
    seen = context(answers)
    assert path(form, context(on_path(form, seen))) == path(form, seen)


@given(forms(), STEPS)
def test_any_sequence_of_answers_and_corrections_stays_consistent(
    form: Form, steps: list[tuple[int, str]]
) -> None:
    seen = context(answered(form, steps))
    counting = on_path(form, seen)
    assert list(counting) == [q.key for q in path(form, seen) if q.key in seen.answers]
    for question in path(form, seen):
        assert question.when(counting, seen)
    waiting = pending(form, seen)
    assert waiting is None or waiting.key not in seen.answers


@given(forms(), STEPS)
def test_the_order_in_which_answers_came_does_not_matter(form: Form, steps: list[tuple[int, str]]) -> None:
    answers = answered(form, steps)
    backwards = dict(reversed(answers.items()))
    assert path(form, context(answers)) == path(form, context(backwards))


@given(forms())
def test_answering_what_is_pending_comes_to_an_end(form: Form) -> None:
    answers: dict[str, Any] = {}
    for _ in form.questions:
        question = pending(form, context(answers))
        if question is None:
            break
        answers[question.key] = "x"
    assert pending(form, context(answers)) is None


@given(forms(), ANSWERS)
def test_a_position_lies_between_one_and_the_total(form: Form, answers: dict[str, Any]) -> None:
    seen = context(answers)
    steps = counted(form, seen)
    for number, question in enumerate(steps, start=1):
        assert position(form, seen, question.key) == (number, len(steps))
    for question in form.questions:
        number, total = position(form, seen, question.key)
        assert (1 if steps else 0) <= number <= total == len(steps)


@given(forms(), ANSWERS)
def test_back_leads_to_the_beginning_step_by_step(form: Form, answers: dict[str, Any]) -> None:
    seen = context(answers)
    steps = path(form, seen)
    for earlier, later in pairwise(steps):
        assert before(form, seen, later.key) == earlier
    if steps:
        assert before(form, seen, steps[0].key) is None


@given(forms(), STEPS, st.integers(0, 10))
def test_a_question_inserted_meanwhile_changes_nothing_for_the_others(
    form: Form, steps: list[tuple[int, str]], at: int
) -> None:
    answers = answered(form, steps)
    place = min(at, len(form.questions))
    new = Question("new", anything, TOKENS)
    longer = Form(form.key, (*form.questions[:place], new, *form.questions[place:]))
    seen = context(answers)
    assert [q for q in path(longer, seen) if q is not new] == list(path(form, seen))
    assert on_path(longer, seen) == on_path(form, seen)


@given(forms(), STEPS, st.integers(0, 9))
def test_a_question_removed_meanwhile_changes_nothing_for_those_that_do_not_hang_on_it(
    form: Form, steps: list[tuple[int, str]], at: int
) -> None:
    gone = form.questions[min(at, len(form.questions) - 1)]
    seen = context(answered(form, steps))
    shorter = form.only(q.key for q in form.questions if q is not gone)
    without = context({key: value for key, value in seen.answers.items() if key != gone.key})
    assert (
        path(shorter, seen)
        == path(shorter, without)
        == tuple(q for q in path(form, without) if q is not gone)
    )


@given(forms(), ANSWERS)
def test_an_answer_to_a_question_that_is_gone_has_no_say(form: Form, answers: dict[str, Any]) -> None:
    seen = context({**answers, "long gone": "x"})
    assert "long gone" not in on_path(form, seen)
    assert path(form, seen) == path(form, context(answers))


# The real forms, with whatever people may type

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "1",
            "ok",
            "không",
            "k",
            "0",
            "tháng 3/2022",
            "31/4/2022",
            "5tr/tháng",
            "Hùng 60, Mai 40",
            "xong",
            "15/3/2021",
        ]
    ),
)


def tried(question: Question, said: Said, seen: Context) -> Any:
    """What an answer becomes: a value, or for a follow-up the value of its first option, if it has one."""
    try:
        result = question.parse(said, seen)
    except Invalid:
        return None
    if isinstance(result, Pick):
        settling = [o for o in result.options if o.value is not None]
        return Value(settling[0].value, settling[0].notes) if settling else None
    return result if isinstance(result, Value) else None


@settings(deadline=None)
@given(st.sampled_from([SHORT, LATER]), st.lists(st.tuples(TEXTS, st.integers(0, 8)), max_size=30))
def test_whatever_is_typed_at_the_real_questions_the_answers_fit_the_path(
    form: Form, typed: list[tuple[str, int]]
) -> None:
    answers: dict[str, Any] = {}
    notes: dict[str, Any] = {}
    for text, choice in typed:
        seen = context(answers, notes=notes, programme=PROGRAMME)
        question = pending(form, seen)
        if question is None:
            break
        options: tuple[Option, ...] = question.options(form.key, seen)
        pressed = options[choice].token if choice < len(options) else ""
        value = tried(question, Said(text="" if pressed else text, token=pressed), seen)
        if value is not None:
            answers[question.key] = value.value
            notes.update(value.notes)
    seen = context(answers, notes=notes, programme=PROGRAMME)
    assert on_path(form, seen) == answers
    assert all(q.when(answers, seen) for q in path(form, seen))


def test_every_condition_looks_only_at_questions_before_its_own() -> None:
    for form in (SHORT, LATER):
        for place, question in enumerate(form.questions):
            asked: set[str] = set()
            question.when(_Watched(asked), context(_Watched(asked), programme=PROGRAMME))
            assert asked <= {q.key for q in form.questions[:place]} | {"recognised"}, question.key


class _Watched(dict[str, Any]):
    """Notes which answers a condition asks for."""

    def __init__(self, asked: set[str]) -> None:
        super().__init__()
        self._asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        self._asked.add(key)
        return default


def test_a_form_may_ask_only_some_of_its_questions_in_the_same_order() -> None:
    assert [q.key for q in SHORT.only(["confirm", "solution"]).questions] == ["solution", "confirm"]


def test_a_programme_asks_only_questions_that_exist() -> None:
    known = {q.key for form in (SHORT, LATER) for q in form.questions}
    for text in model.library().values():
        programme = model.load(text)
        assert programme.asks <= known
