"""A question as people type it finds its answer; what nobody asked of us finds nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.knowledge_search import KnowledgeIndex, Known
from handlers.knowledge_tokens import tokens

TODAY = date(2022, 5, 16)
ENTRIES = (
    Known("what", "Sáng kiến là gì?", "Là cách làm mới trong kỹ thuật, quản lý, tác nghiệp.",
          also=("việc tôi làm có phải sáng kiến không",)),
    Known("money", "Số tiền làm lợi tính thế nào?", "Lấy chi phí trước trừ chi phí sau, trong một năm.",
          also=("cách tính tiền làm lợi", "không biết tính giá trị làm lợi")),
    Known("reward", "Được thưởng bao nhiêu tiền?", "Mức thưởng do thủ trưởng đơn vị quyết định.",
          also=("có tiền thưởng không",)),
    Known("papers", "Cần nộp giấy tờ gì?", "Phiếu đăng ký và quyết định công nhận sáng kiến."),
    Known("until-when", "Hạn nộp sáng kiến là khi nào?", "Giai đoạn 1 đến hết ngày 31/5/2022.",
          also=("hết hạn ngày nào",)),
    Known("together", "Hai người cùng làm thì ghi tên ai?", "Ghi tất cả, kèm tỷ lệ đóng góp.",
          also=("đồng tác giả chia phần trăm ra sao",)),
    Known("recognise", "Ai công nhận sáng kiến?", "Thủ trưởng đơn vị hoặc hội đồng sáng kiến."),
    Known("private", "Số điện thoại của tôi có bị lộ không?", "Chỉ cán bộ theo dõi thấy."),
    Known("friend", "Bạn làm cùng có được giúp không?", "Được."),
    Known("sell", "Bán sáng kiến cho nơi khác được không?", "Hỏi thủ trưởng đơn vị trước."),
)  # fmt: skip
INDEX = KnowledgeIndex(ENTRIES)


def first(text: str) -> str:
    found = INDEX.find(text, today=TODAY)
    return found[0].entry.key if found else ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sáng kiến là gì?", "what"),
        ("sk la gi", "what"),
        ("em k bit tinh tien lam loi ntn", "money"),
        ("tính tiền làm lợi răng rứa", "money"),
        ("dc thuong bn tien vay a", "reward"),
        ("thưởng bao nhiu tiền", "reward"),
        ("can nop giay to chi", "papers"),
        ("cần nộp hs gì ạ", "papers"),
        ("bao h het han nop sk", "until-when"),
        ("khi mô hết hạn", "until-when"),
        ("2 ng lam chung thi ghi ten ai", "together"),
        ("ai duyet sk", "recognise"),
        ("ai công nhạn sáng kién", "recognise"),
        ("sangkien la gi", "what"),
        ("saang kiennn la giii", "what"),
        ("sag kien la j z", "what"),
        ("ai cog nhan sk vay ad", "recognise"),
        ("hannop sk la hum nao", "until-when"),
        ("can nopj giay to j", "papers"),
    ],
)
def test_a_question_is_found_however_it_is_typed(text: str, key: str) -> None:
    assert first(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sangs kieens laf gif", "what"),
        ("sa1ng kie61n la2 gi2", "what"),
        ("tinhs tieenf lamf lowij theesnaof", "money"),
        ("hanj noopj sangs kieens khi naof", "until-when"),
    ],
)
def test_raw_telex_and_vni_are_read(text: str, key: str) -> None:
    assert first(text) == key


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mô tả mô hình ở mô", "mô tả mô hình ở đâu"),
        ("mấy ổng cho mấy cái", "họ cho bao nhiêu cái"),
        ("trước 05/8", "trước 5/8"),
        ("10 %", "10 phần trăm"),
        ("thag nay zậy", "thang nay vậy"),
    ],
)
def test_short_forms_and_words_of_regions_are_read_where_they_are_meant(said: str, meant: str) -> None:
    assert tokens(said) == tokens(meant)


def test_nothing_is_read_across_a_comma() -> None:
    assert [meanings[0].word for meanings in tokens("cai nao em lam, chi oi")][3:5] == ["lam", "chi"]


@pytest.mark.parametrize("bare", ["tiet kiem", "thiet ke", "o day", "phat dong", "muon hoi", "lo ngai"])
def test_everyday_words_without_accents_stay_as_they_are(bare: str) -> None:
    assert [meanings[0].word for meanings in tokens(bare)] == bare.split()


def test_accents_that_were_typed_tell_words_apart() -> None:
    assert first("bán cho người khác được không") == "sell"
    assert first("bạn làm cùng được không") == "friend"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "😀",
        "asdf qwer zxcv",
        "thời tiết hôm nay thế nào",
        "trưa nay ăn gì",
        "vâng ạ",
        "alo",
        "a" * 5000,
    ],
)
def test_what_is_no_question_of_ours_is_shown_nothing(text: str) -> None:
    assert INDEX.likely(text, today=TODAY) == []


def test_at_most_three_are_likely_the_best_first() -> None:
    found = INDEX.likely("sáng kiến có được thưởng tiền không, ai công nhận sáng kiến", today=TODAY)
    assert 1 <= len(found) <= 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_question_at_the_end_of_a_story_is_found() -> None:
    story = (
        "Chào anh chị, em làm ở chuyền 7, năm ngoái em chế cái kẹp giữ vải. Chuyền trưởng khen tốt lắm. "
        "Cho em hỏi số tiền làm lợi tính thế nào ạ?"
    )
    assert [one.entry.key for one in INDEX.likely(story, today=TODAY)][:1] == ["money"]


def test_the_end_of_a_very_long_message_is_read() -> None:
    story = "Em làm ở chuyền 7, năm ngoái em chế cái kẹp giữ vải cho cả tổ. " * 20
    assert first(f"{story} Cho em hỏi số tiền làm lợi tính thế nào ạ?") == "money"


def test_of_two_entries_alike_that_of_ones_own_programme_or_unit_comes_first() -> None:
    said = "nộp hồ sơ ở đâu"
    index = KnowledgeIndex(
        [Known("all", said, "x"), Known("mine", said, "x", programme="a"), Known("own", said, "x", unit_id=7)]
    )
    found = index.find(said, today=TODAY, programmes={"a"}, units=[7])
    assert [one.entry.key for one in found] == ["mine", "own", "all"]


def test_what_is_rare_is_rare_among_what_the_asker_may_see() -> None:
    others = [Known(f"b{n}", "Ngân hàng chi tiền thế nào?", "x", programme="b") for n in range(50)]
    mine = Known("mine", "Ngân hàng công nhận khi nào?", "x", programme="a")
    said, index = "ngân hàng ai công nhận", KnowledgeIndex([*ENTRIES, mine, *others])
    assert index.find(said, today=TODAY, programmes={"a"})[0].entry.key == "mine"
    assert index.find(said, today=TODAY)[0].entry.key == "recognise"


def test_only_ones_own_programme_and_units_and_what_is_true_today() -> None:
    said = "khi nào hết hạn"
    index = KnowledgeIndex(
        [
            Known("all", said, "x"),
            Known("mine", said, "x", programme="a"),
            Known("theirs", said, "x", programme="b"),
            Known("own", said, "x", unit_id=7),
            Known("others", said, "x", unit_id=8),
            Known("over", said, "x", until=date(2022, 5, 15)),
            Known("last-day", said, "x", until=TODAY),
            Known("not-yet", said, "x", since=date(2022, 5, 17)),
        ]
    )
    found = index.find(said, today=TODAY, programmes={"a"}, units=[3, 7], count=10)
    assert {one.entry.key for one in found} == {"all", "mine", "own", "last-day"}
    everywhere = index.find(said, today=TODAY, count=10)
    assert {one.entry.key for one in everywhere} == {"all", "mine", "theirs", "last-day"}


def test_an_empty_index_finds_nothing() -> None:
    assert KnowledgeIndex().find("sáng kiến là gì", today=TODAY) == []


@given(st.text(max_size=800))
def test_whatever_is_typed_is_searched_for(text: str) -> None:
    found = INDEX.find(text, today=TODAY)
    assert len(found) <= 3
    assert all(one.score >= 0 for one in found)


@pytest.mark.parametrize("known", ENTRIES, ids=lambda known: known.key)
def test_the_very_question_and_every_other_way_to_ask_come_first(known: Known) -> None:
    for asked in (known.question, *known.also):
        assert first(asked) == known.key
