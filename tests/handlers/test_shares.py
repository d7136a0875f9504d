import re
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.parsers import Invalid, shares

PAIR = [("Hùng", 60), ("Mai", 40)]


@pytest.mark.parametrize(
    "said",
    [
        "Hùng 60, Mai 40",
        "Hùng: 60; Mai: 40",
        "Hùng 60\nMai 40",
        "Hùng 60 và Mai 40",
        "60% Hùng, 40% Mai",
        "1. Hùng 60\n2. Mai 40",
        "- Hùng: 60%\n- Mai: 40%",
        "Hùng (60%), Mai (40%)",
        "Hùng=60,Mai=40",
        "Hùng - 60, Mai - 40",
        "Hùng 60 phần trăm Mai 40 phần trăm ạ",
        "Hùng được 60, Mai được 40",
        "anh Hùng 60 chị Mai 40",
        "Hùng, Mai: 60/40",
        "Hùng 60, Mai còn lại",
    ],
)
def test_names_and_parts_as_people_write_them(said: str) -> None:
    assert [(share.name, share.percent) for share in shares(said)] == PAIR


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Nguyễn Văn Hùng 60, Lò Thị Mai 40", [("Nguyễn Văn Hùng", 60), ("Lò Thị Mai", 40)]),
        ("hung 60% mai 40%", [("Hung", 60), ("Mai", 40)]),
        ("A 33,3 B 33,3 C 33,4", [("A", 33.3), ("B", 33.3), ("C", 33.4)]),
        ("Lê Văn Hạ 60 Minh 40", [("Lê Văn Hạ", 60), ("Minh", 40)]),
        ("mỗi người 50: Hùng, Mai", [("Hùng", 50), ("Mai", 50)]),
        ("Hùng và Mai chia đều", [("Hùng", 50), ("Mai", 50)]),
        ("Hùng, Mai mỗi người một nửa", [("Hùng", 50), ("Mai", 50)]),
        ("chia deu: Hùng, Mai, Lan", [("Hùng", 33.34), ("Mai", 33.33), ("Lan", 33.33)]),
        ("Hùng 100", [("Hùng", 100)]),
    ],
)
def test_parts_of_all_kinds(said: str, parts: list[tuple[str, float]]) -> None:
    assert [(share.name, share.percent) for share in shares(said)] == parts


@pytest.mark.parametrize(
    ("said", "key", "params"),
    [
        ("Hùng 60, Mai 30", "shares-sum", {"total": "90"}),
        ("Hùng 60,5 Mai 40", "shares-sum", {"total": "100,5"}),
        ("mỗi người 30: Hùng, Mai", "shares-sum", {"total": "60"}),
        ("Hùng, Mai", "shares-missing", {"names": "Hùng, Mai"}),
        ("Hùng 60, Mai", "shares-missing", {"names": "Mai"}),
        ("Hùng 50, hung 50", "shares-twice", {"name": "Hung"}),
        ("Hùng 0, Mai 100", "shares-range", {"name": "Hùng", "percent": "0"}),
        ("Hùng -10, Mai 110", "shares-range", {"name": "Hùng", "percent": "-10"}),
        ("Hùng 600", "shares-range", {"name": "Hùng", "percent": "600"}),
        (", ".join(f"{chr(65 + n)} 4" for n in range(25)), "shares-many", {"most": "20"}),
        ("tôi 60, Mai 40", "shares-self", {"said": "tôi"}),
        ("60 40", "shares-unreadable", {}),
        ("không biết", "shares-unreadable", {}),
        ("", "shares-unreadable", {}),
    ],
)
def test_what_does_not_add_up_is_asked_again(said: str, key: str, params: dict[str, str]) -> None:
    with pytest.raises(Invalid) as mistake:
        shares(said)
    assert (mistake.value.key, mistake.value.params) == (key, params)


def test_the_speaker_may_say_i() -> None:
    assert [share.name for share in shares("tôi 60, Mai 40", me="Lò Thị Ơi")] == ["Lò Thị Ơi", "Mai"]


NAMES = ["Nguyễn Văn Hùng", "Lò Thị Mai", "Vàng A Páo", "H'Hen Niê", "Chamaléa Âu", "Y Phôn", "Bo Bo Hùng"]


@given(st.data())
def test_parts_that_make_100_are_accepted(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(NAMES)))
    cuts = data.draw(st.lists(st.integers(1, 9999), min_size=count - 1, max_size=count - 1, unique=True))
    edges = [0, *sorted(cuts), 10_000]
    parts = [after - before for before, after in pairwise(edges)]
    between = data.draw(st.sampled_from([", ", "\n", "; ", " và ", " "]))
    said = between.join(
        f"{name} {part // 100},{part % 100:02}%" for name, part in zip(NAMES, parts, strict=False)
    )
    read = shares(said)
    assert [share.name for share in read] == NAMES[:count]
    assert [round(share.percent * 100) for share in read] == parts


@given(st.integers(2, 20))
def test_equal_parts_make_exactly_100(count: int) -> None:
    read = shares("chia đều: " + ", ".join(f"Lan {chr(65 + n)}" for n in range(count)))
    assert sum(round(share.percent * 100) for share in read) == 10_000


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "Hùng Mai 60 40% 33,3 , ; và mỗi người 50 chia đều 50/50 còn lại tôi : - \n 1. -5 (",
    )
)


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=10).map(" ".join)))
def test_any_text_is_parts_or_a_kind_question(text: str) -> None:
    with suppress(Invalid):
        assert sum(round(share.percent * 100) for share in shares(text)) == 10_000
