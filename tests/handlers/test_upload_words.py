"""What somebody is told to do whose channel takes more or less."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from handlers import upload_links
from handlers.channels import ALL_KINDS, Capabilities
from handlers.events import Attachment, Event, FileKind
from handlers.service import Service
from handlers.turn import Turn
from handlers.unit_search import UnitIndex
from storage.records import Conversation, Person

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def turn(takes: set[FileKind], name: str = "Huy", url: str = "https://a.vn", sent: bool = False) -> Turn:
    nothing = cast(Any, None)
    can = Capabilities(2000, 1, 1, takes=frozenset(takes))
    event = Event("file", attachments=(Attachment("0" * 64),)) if sent else Event("text")
    return Turn(1, NOW, NOW, event, Person(1, name), Conversation(1, "poor", "huy", 1), nothing, nothing,
                Service(UnitIndex([]), {}, {}, {}), channels={"poor": can}, public_url=url)  # fmt: skip


@pytest.mark.parametrize(
    ("takes", "how", "hint"),
    [
        (set(ALL_KINDS), "all", []),
        ({"photo", "document"}, "all", []),
        ({"photo", "voice"}, "photo", ["uploads.hint#photo"]),
        ({"photo"}, "photo", ["uploads.hint#photo"]),
        ({"document"}, "words", ["uploads.hint#words"]),
        (set(), "words", ["uploads.hint#words"]),
    ],
)
def test_what_can_be_done_depends_on_what_the_channel_takes(
    takes: set[FileKind], how: str, hint: list[str]
) -> None:
    assert [line.key for line in upload_links.hint(turn(takes))] == hint
    assert [line.key for line in upload_links.asked(turn(takes, url=""))] == [f"uploads.how#{how}"]


def test_nothing_is_promised_without_links_or_before_consent_or_when_a_file_has_come() -> None:
    assert upload_links.hint(turn(set(), url="")) == ()
    assert upload_links.hint(turn(set(), name="")) == ()
    assert upload_links.hint(turn(set(), sent=True)) == ()
    assert upload_links.offer(turn(set(), name="")) == ()
