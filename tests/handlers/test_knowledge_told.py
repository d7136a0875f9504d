"""What is said with an answer that rests on a contradiction of the plan."""

from dataclasses import replace

from handlers import knowledge
from handlers.events import Phrase
from handlers.knowledge_search import KnowledgeIndex, Known
from handlers.service import Service
from handlers.unit_search import UnitIndex

ENTRY = Known("bac-kan-1tr.k", "Tính theo ngày nào?", "Tạm hiểu cả hai.", "V", programme="bac-kan-1tr",
              conflicts=("date-basis",))  # fmt: skip
SERVICE = Service(UnitIndex([]), {}, {}, {}, knowledge=KnowledgeIndex([ENTRY]))


def test_as_long_as_nobody_has_decided_nothing_is_added() -> None:
    assert knowledge.told(SERVICE, ENTRY)["decided"] == ()


def test_what_an_officer_has_decided_is_told_with_it() -> None:
    decisions = {"bac-kan-1tr": {"conflict:date-basis": "both"}, "other": {"conflict:date-basis": "no"}}
    decided = knowledge.told(replace(SERVICE, decisions=decisions), ENTRY)["decided"]
    reading = Phrase("bac-kan-1tr.reading-date-basis-both")
    assert decided == (Phrase("know.decided", {"reading": reading}),)
