"""`python -m tests.knowledge` prints how the search and the plain baseline do on what people ask."""

from collections.abc import Iterator

from tests.knowledge.judge import (
    HELD_OUT,
    STYLES,
    Asked,
    answered,
    entries,
    gaps,
    marks,
    misses,
    ours,
    plain,
    shown,
    unanswered,
)


def main() -> None:
    """A table by style and by programme, then what is missed."""
    questions = answered()
    print(f"{len(entries())} entries, {len(questions)} questions with an answer, {len(unanswered())} without")
    print(f"{'':17}{'n':>4}   {'baseline':23}ours")
    print(f"{'':17}{'':>4}   {'hit@1  hit@3    MRR':23}hit@1  hit@3    MRR")
    for name, some in _groups(questions):
        base, new = marks(plain(), some), marks(ours(), some)
        numbers = "   ".join(f"{m.first:5.1%}  {m.three:5.1%}  {m.reciprocal:5.3f}" for m in (base, new))
        print(f"{name:17}{base.questions:>4}   {numbers}")
    print()
    print(_before_sending(questions, unanswered()))
    print("held out:", _before_sending(answered(HELD_OUT), unanswered(HELD_OUT)))
    print("\nnot among the first three:", *misses(ours(), questions), sep="\n  ")
    print("\nno entry yet:", *(f"{one.ask!r}: {one.about}" for one in gaps()), sep="\n  ")


def _groups(questions: list[Asked]) -> Iterator[tuple[str, list[Asked]]]:
    yield "all", questions
    for style in STYLES:
        yield style, [one for one in questions if one.style == style]
    for programme in sorted({one.programme for one in questions}):
        yield programme, [one for one in questions if one.programme == programme]
    yield "held out", answered(HELD_OUT)


def _before_sending(questions: list[Asked], others: list[Asked]) -> str:
    right = sum(any(key in one.keys for key in shown(one)) for one in questions) / len(questions)
    read = sum(len(shown(one)) for one in questions) / len(questions)
    nothing = sum(not shown(one) for one in others)
    return (
        f"before sending {right:.1%} are shown a right entry (of {read:.1f} on average); "
        f"nothing is shown to {nothing} of {len(others)} without an answer"
    )


if __name__ == "__main__":
    main()
