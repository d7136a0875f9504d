"""A reply in words, as every channel gets it."""

from bot.rendering import compose
from handlers.events import Phrase, Reply
from messages.catalogue import Catalogue

CATALOGUE = Catalogue({language: ["spaced = { $a } b { $c } d { $e }\n"] for language in ("vi", "en")})


def said(**params: str) -> str:
    return compose(
        CATALOGUE, Reply("spaced", dict(params), lead=(Phrase("form.noted", {"value": "x"}),)), "vi"
    ).text


def test_an_empty_parameter_leaves_no_blanks() -> None:
    assert said(a="a", c="", e="") == "Đã ghi: x.\na b d"


def test_paragraphs_and_what_was_said_stay() -> None:
    assert said(a="a\n\na", c="c", e="e") == "Đã ghi: x.\na\n\na b c d e"


def test_a_reply_that_asks_for_the_phone_number_says_so_to_the_channel() -> None:
    for asks in (True, False):
        assert compose(CATALOGUE, Reply("form.noted", {"value": "x"}, contact=asks), "vi").contact is asks
