"""What is wrong or open in a programme file, and on which line. Pure: the text comes in, a list goes out.

A file tells everything at once: the model's own refusals, and checks of what can be read though other parts
of the file can't be.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from itertools import combinations, pairwise
from textwrap import shorten
from typing import Any, Literal, TypeVar
from unicodedata import is_normalized

import yaml
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from programmes.model import (
    LANGUAGES,
    ZONE,
    Closing,
    Commendation,
    Conflict,
    Deadline,
    Duty,
    Evidence,
    Gap,
    Move,
    Phase,
    Programme,
    Reading,
    Report,
    Rule,
    Target,
    TargetVersion,
    Window,
    load,
)
from programmes.places import Loc, Places, Unreadable, read

Severity = Literal["error", "warning", "undecided", "gap"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "undecided", "gap")
Piece = TypeVar("Piece", bound=BaseModel)

AVOIDED = ("nợ", "từ chối", "trả lại", "sai", "không hợp lệ")
"""Words that accuse; nobody reads them in chat."""
_AVOIDED = re.compile(rf"\b({'|'.join(AVOIDED)})\b", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?)?")
MOST_SAID = 90  # characters of a quoted paragraph
MOST_LISTED = 25  # words an unknown one is compared with


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend (error), to look at (warning), to decide (undecided) or to know (gap).

    `line` counts from 1; `path` leads to the value as `changes` do, items of a list by their key.
    """

    line: int
    level: Severity
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions that exist: those of a registration's `first` part and of its later one, those an
    `officer` is asked; and what is stored for an answer, where that is one of a few values. `taken` are the
    first words of the service's own texts, with which no programme's texts may begin."""

    first: frozenset[str]
    later: frozenset[str]
    officer: frozenset[str] = frozenset()
    answers: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()

    def clash(self, key: str) -> str:
        """Why a programme can't have a key; empty where it can: of two texts with one name only the
        service's would ever be said."""
        first = key.partition("-")[0]
        return f"texts of the service itself begin with `{first}-`" if first in self.taken else ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A problem before its line is looked up; `down` is how many lines below the value's own it stands."""

    loc: Loc
    level: Severity
    message: str
    down: int = 0


def check(text: str, questions: Questions) -> list[Problem]:
    """Everything there is to say about the text of a programme file, by line. Raises nothing."""
    try:
        raw, places = read(text)
    except Unreadable as error:
        return [Problem(error.line, "error", "", str(error))]
    problems = {
        *(
            Problem(places.line(f.loc) + f.down, f.level, places.path(f.loc), f.message)
            for f in _all(raw, places, questions)
        ),
        *_decomposed(text),
    }
    return sorted(problems, key=lambda p: (p.line, SEVERITIES.index(p.level), p.path, p.message))


def _decomposed(text: str) -> Iterator[Problem]:
    """Lines whose accents stand apart from their letters, as some systems write them: nothing finds them."""
    for number, line in enumerate(text.split("\n"), 1):
        if not is_normalized("NFC", line):
            message = "accents stand apart from their letters (save the file in NFC)"
            yield Problem(number, "warning", "", message)


def _all(raw: dict[str, Any], places: Places, questions: Questions) -> Iterator[_Found]:
    exact = [*_written(places), *_own_errors(raw, questions), *_texts(raw, places)]
    refused = list(_refused(raw, places, exact))
    yield from exact
    yield from refused
    if not any(found.level == "error" for found in (*exact, *refused)):
        unsound = list(_unsound_readings(raw))
        yield from unsound or _clashing_readings(raw)
    yield from _warnings(raw)
    yield from _open(raw)


# What the model refuses


def _refused(raw: dict[str, Any], places: Places, exact: list[_Found]) -> Iterator[_Found]:
    """The model's errors, without those that are told more exactly already."""
    told = [places.real(found.loc) for found in exact if found.level == "error"]
    try:
        Programme.model_validate(raw)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            loc = places.real(error["loc"])
            is_value = error["type"] == "value_error" or "date" in error["type"]
            if not (is_value and any(other[: len(loc)] == loc for other in told)):
                yield _Found(loc, "error", _said(error))


def _said(error: ErrorDetails) -> str:
    """A refusal in the writer's words."""
    last, value = str(error["loc"][-1]) if error["loc"] else "", error["input"]
    match error["type"]:
        case "extra_forbidden":
            return _unknown(last, _known(error["loc"][:-1]), "key")
        case "missing":
            return f"`{last}` is missing"
        case "literal_error":
            return _unknown(str(value), re.findall(r"'([^']*)'", error["ctx"]["expected"]), "value")
        case "union_tag_invalid":
            return _unknown(
                error["ctx"]["tag"], re.findall(r"'([^']*)'", error["ctx"]["expected_tags"]), "kind"
            )
        case "union_tag_not_found":
            return "`kind` is missing"
        case "string_type" if isinstance(value, bool | int | float | date):
            return "is no text: put it in quotes"
        case "string_pattern_mismatch":
            return f"{_short(value)} is not written as it must be ({error['ctx']['pattern']})"
        case "tuple_type":
            return "is no list (lines that begin with -)"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "is no group of lines `key: value`"
        case "value_error":
            return error["msg"].removeprefix("Value error, ")
        case _:
            return f"{error['msg'][:1].lower()}{error['msg'][1:]}, not {_short(value)}"


def _short(value: Any) -> str:
    return shorten(str(value), 40, placeholder="…")


def _unknown(word: str, known: Iterable[str], what: str) -> str:
    """An unknown word with the nearest one that is known, or all of them."""
    known = sorted(set(known))
    near = get_close_matches(word, known, 1)
    all_known = f"known here: {', '.join(known) or 'none'}" if len(known) <= MOST_LISTED else "see the guide"
    hint = f"did you mean `{near[0]}`?" if near else all_known
    return f"`{word}` is no known {what}; {hint}"


def _known(loc: Loc) -> set[str]:
    """The keys a place of the file may have, by the schema."""
    schema = Programme.model_json_schema()
    nodes = [schema]
    for part in loc:
        nodes = [below for node in nodes for below in _below(node, part, schema)]
    return {key for node in nodes for key in _one(node, schema).get("properties", {})}


def _one(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else node


def _below(node: dict[str, Any], part: str | int, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a schema says of one of its parts; the name of a kind leads to that kind."""
    node = _one(node, schema)
    kinds = node.get("discriminator", {}).get("mapping", {})
    if part in kinds:
        yield {"$ref": kinds[part]}
    elif isinstance(part, int) and "items" in node:
        yield node["items"]
    elif part in node.get("properties", {}):
        yield node["properties"][part]
    elif isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]
    else:
        for other in (*node.get("anyOf", ()), *node.get("oneOf", ())):
            yield from _below(other, part, schema)


# What the model can't see, or can't place


def _written(places: Places) -> Iterator[_Found]:
    """Keys that stand twice, and dates and times that no calendar and no clock has, wherever they stand."""
    for loc, first, second in places.twice:
        message = f"stands here twice (first on line {first}): only one would count"
        yield _Found(loc, "error", message, second - places.line(loc))
    for loc, node in places.nodes.items():
        if isinstance(node, yaml.ScalarNode) and (match := _MOMENT.fullmatch(node.value)):
            year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups())
            try:
                datetime(year, month, day or 1, hour % 24, minute, second, tzinfo=ZONE)  # does it exist?
                sound = hour < 24 or (hour, minute, second) == (24, 0, 0)
            except ValueError:
                sound = False
            if not sound:
                yield _Found(loc, "error", f"there is no {node.value}")


def _pieces(raw: Mapping[str, Any], name: str, kind: type[Piece], at: Loc = ()) -> list[tuple[Loc, Piece]]:
    """The items of a list that can be read; the others are told by the model."""
    pieces = [((*at, name, n), _piece(item, kind)) for n, item in enumerate(_list(raw, name))]
    return [(loc, piece) for loc, piece in pieces if piece is not None]


def _piece(value: Any, kind: type[Piece]) -> Piece | None:
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def _keys(raw: Mapping[str, Any], name: str) -> list[str]:
    """The keys of a list's items, readable or not."""
    return [key for item in _list(raw, name) if (key := _key(item)) is not None]


def _key(item: Any) -> str | None:
    """The key of an item; a question may stand as its key alone."""
    if isinstance(item, dict):
        return str(item["key"]) if "key" in item else None
    return item if isinstance(item, str) else None


def _rules(raw: Mapping[str, Any]) -> list[tuple[Loc, Rule]]:
    return [*_pieces(raw, "conditions", Rule), *_pieces(raw, "exclusions", Rule)]


def _entries(raw: Mapping[str, Any]) -> list[tuple[Loc, Window]]:
    """The entry windows of the phases, by time."""
    found = [
        ((*loc, "windows", "entry"), phase.windows["entry"])
        for loc, phase in _pieces(raw, "phases", Phase)
        if "entry" in phase.windows
    ]
    return sorted(found, key=lambda pair: pair[1].first)


def _own_errors(raw: dict[str, Any], questions: Questions) -> Iterator[_Found]:
    if clash := questions.clash(str(raw.get("key"))):
        yield _Found(("key",), "error", clash)
    yield from _same_keys(raw)
    yield from _overlaps(raw)
    yield from _references(raw)
    yield from _figures(raw)
    yield from _asked(raw, questions)
    yield from _tests(raw, questions)
    yield from _kinds(raw, questions)
    yield from _lost_changes(raw)


LISTS = (
    "phases", "deadlines", "conditions", "exclusions", "evidence", "questions", "later", "papers",
    "duties", "activities", "reports", "commendations", "conflicts",
)  # fmt: skip


def _same_keys(raw: dict[str, Any]) -> Iterator[_Found]:
    """Items are named by their keys, so no two of a list share one; rules share their texts' names."""
    for names in (*((name,) for name in LISTS if name not in ("conditions", "exclusions")), LISTS[2:4]):
        seen: set[str] = set()
        for name in names:
            for place, key in enumerate(map(_key, _list(raw, name))):
                if key is not None and key in seen:
                    yield _Found((name, place), "error", f"two of {' and '.join(names)} have the key {key}")
                seen.add(str(key))


def _overlaps(raw: dict[str, Any]) -> Iterator[_Found]:
    for (_, one), (loc, other) in pairwise(_entries(raw)):
        if one.closes and other.opens and one.closes > other.opens:
            yield _Found(
                loc,
                "error",
                f"opens {_clock(other.opens)}, before the other phase closes {_clock(one.closes)}",
            )


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _references(raw: dict[str, Any]) -> Iterator[_Found]:
    """What names something else of the file, which must be there."""
    deadlines = _keys(raw, "deadlines")
    users: list[tuple[Loc, Move | Report | Commendation]] = [
        *_pieces(raw, "flow", Move),
        *_pieces(raw, "reports", Report),
        *_pieces(raw, "commendations", Commendation),
    ]
    for loc, user in users:
        if user.deadline is not None and user.deadline not in deadlines:
            yield _Found((*loc, "deadline"), "error", _unknown(user.deadline, deadlines, "deadline"))
    for loc, deadline in _pieces(raw, "deadlines", Deadline):
        if isinstance(deadline.when, Closing):
            yield from _closing(raw, (*loc, "when"), deadline.when)
    subjects = [
        *deadlines,
        *_keys(raw, "conditions"),
        *_keys(raw, "exclusions"),
        *_keys(raw, "questions"),
        *_keys(raw, "later"),
        *(key for version in _versions(raw) for key in _keys(version, "targets")),
    ]
    for loc, conflict in _pieces(raw, "conflicts", Conflict):
        for place, subject in enumerate(conflict.touches):
            if subject not in subjects:
                what = "rule, deadline, target or question of this file"
                yield _Found((*loc, "touches", place), "error", _unknown(subject, subjects, what))


def _closing(raw: dict[str, Any], loc: Loc, closing: Closing) -> Iterator[_Found]:
    if closing.phase not in _keys(raw, "phases"):
        yield _Found((*loc, "phase"), "error", _unknown(closing.phase, _keys(raw, "phases"), "phase"))
    for _, phase in _pieces(raw, "phases", Phase):
        if phase.key == closing.phase and (
            closing.window not in phase.windows or phase.windows[closing.window].closes is None
        ):
            yield _Found((*loc, "window"), "error", f"{phase.key} has no {closing.window} window that closes")


def _versions(raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_dict(version) for version in _list(raw, "targets")]


def _figures(raw: dict[str, Any]) -> Iterator[_Found]:
    """Parts of a target that don't exist, sums that don't add up, phases that don't exist."""
    for number, version in enumerate(_versions(raw)):
        targets = _pieces(version, "targets", Target, ("targets", number))
        for loc, target in targets:
            unread = set(_keys(version, "targets")) - {other.key for _, other in targets}
            if not unread & set(target.parts):
                others = (o.model_copy(update={"parts": ()}) for _, o in targets if o is not target)
                try:
                    TargetVersion(document="", targets=(target, *others))
                except ValidationError as error:
                    yield _Found((*loc, "parts"), "error", _said(error.errors()[0]))
            if target.phase is not None and target.phase not in _keys(raw, "phases"):
                yield _Found((*loc, "phase"), "error", _unknown(target.phase, _keys(raw, "phases"), "phase"))


def _asked(raw: dict[str, Any], questions: Questions) -> Iterator[_Found]:
    """Questions that the library does not have, or not in this part of the form."""
    parts = {"questions": questions.first, "later": questions.later}
    for name, known in parts.items():
        other = "later" if name == "questions" else "questions"
        yield from _no_question((name,), raw, known, (other, parts[other]))
    for name in ("activities", "reports"):
        for place, item in enumerate(_list(raw, name)):
            yield from _no_question((name, place, "questions"), _dict(item), questions.officer)
    for loc, evidence in _pieces(raw, "evidence", Evidence):
        if evidence.question and evidence.question not in (*_keys(raw, "questions"), *_keys(raw, "later")):
            yield _Found((*loc, "question"), "error", _unasked(raw, evidence.question))


def _no_question(
    at: Loc, holder: Mapping[str, Any], known: frozenset[str], other: tuple[str, frozenset[str]] | None = None
) -> Iterator[_Found]:
    for place, key in enumerate(map(_key, _list(holder, str(at[-1])))):
        if key is not None and key not in known:
            message = _unknown(key, known, "question of the library")
            if other and key in other[1]:
                message = f"`{key}` is asked under `{other[0]}`, not here"
            yield _Found((*at, place), "error", message)


def _unasked(raw: dict[str, Any], question: str) -> str:
    return _unknown(question, (*_keys(raw, "questions"), *_keys(raw, "later")), "question this file asks")


def _tests(raw: dict[str, Any], questions: Questions) -> Iterator[_Found]:
    """Rules about a question that is not asked, an answer that can't be given, a window that is nowhere."""
    windows = {name for holder in (raw, *_dicts(raw, "phases")) for name in _dict(holder.get("windows"))}
    for loc, rule in _rules(raw):
        if rule.test is None:
            continue
        if rule.test.question not in (*_keys(raw, "questions"), *_keys(raw, "later")):
            yield _Found((*loc, "test", "question"), "error", _unasked(raw, rule.test.question))
        if rule.test.within is not None and rule.test.within not in windows:
            yield _Found(
                (*loc, "test", "within"), "error", f"no window of this file is for {rule.test.within}"
            )
        possible = questions.answers.get(rule.test.question)
        for place, value in enumerate(rule.test.one_of if possible else ()):
            if possible and (type(value), value) not in {(type(answer), answer) for answer in possible}:
                yield _Found((*loc, "test", "one_of", place), "error", _no_answer(value, possible))


def _no_answer(value: str | bool, possible: Iterable[str | bool]) -> str:
    quotes = "; put yes and no in quotes" if isinstance(value, bool) else ""
    shown = ", ".join(
        sorted(str(answer).lower() if isinstance(answer, bool) else answer for answer in possible)
    )
    return f"{str(value).lower()} is no answer to this question ({shown}){quotes}"


def _dicts(raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [item for item in _list(raw, name) if isinstance(item, dict)]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    items = raw.get(name)
    return items if isinstance(items, list) else []


def _kinds(raw: dict[str, Any], questions: Questions) -> Iterator[_Found]:
    """Kinds, and divisions of kinds, that the question for them can't offer."""
    kinds = _texts_of(questions.answers.get("kind", ()))
    parts = _texts_of(questions.answers.get("subkind", ()))
    named = _list(raw, "kinds")
    for place, kind in enumerate(named):
        if isinstance(kind, str) and kind not in kinds:
            yield _Found(("kinds", place), "error", _unknown(kind, kinds, "kind"))
    for kind, divided in _dict(raw.get("subkinds")).items():
        if kind not in (named or kinds):
            message = _unknown(str(kind), _texts_of(named or kinds), "kind")
            yield _Found(("subkinds", str(kind)), "error", message)
        for place, part in enumerate(_list({"parts": divided}, "parts")):
            if isinstance(part, str) and part not in parts:
                message = _unknown(part, parts, "part of a kind")
                yield _Found(("subkinds", str(kind), place), "error", message)


def _texts_of(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


# Contradictions and their readings


def _lost_changes(raw: dict[str, Any]) -> Iterator[_Found]:
    """Changes whose path leads nowhere."""
    for loc, conflict in _pieces(raw, "conflicts", Conflict):
        for place, reading in enumerate(conflict.readings):
            for path in reading.changes:
                if (missing := _leads(raw, path)) is not None:
                    at = (*loc, "readings", place, "changes", path)
                    yield _Found(at, "error", f"leads nowhere: there is no {missing}")


def _leads(raw: Any, path: str) -> str | None:
    """The first step of a path that is not there; the last one may be a key that is added."""
    steps = path.split(".")
    for step in steps:
        if isinstance(raw, list):
            items = {str(item.get("key")): item for item in raw if isinstance(item, dict)}
            numbered = int(step) if step.isdigit() and int(step) < len(raw) else None
            if step not in items and numbered is None:
                return step
            raw = items[step] if step in items else raw[numbered or 0]
        elif isinstance(raw, dict) and step in raw:
            raw = raw[step]
        else:
            return None if isinstance(raw, dict) and step is steps[-1] else step
    return None


def _unsound_readings(raw: dict[str, Any]) -> Iterator[_Found]:
    """Readings that would make a programme the model refuses. Told only of a file that is sound itself."""
    programme = _undisputed(raw)
    for loc, conflict in _pieces(raw, "conflicts", Conflict):
        for place, reading in enumerate(conflict.readings):
            if why := _unsound(programme, reading):
                yield _Found((*loc, "readings", place, "changes"), "error", why)


def _clashing_readings(raw: dict[str, Any]) -> Iterator[_Found]:
    """Readings of two contradictions that can't both be chosen: the second decision would be refused. Told
    only of a file whose readings are sound one by one."""
    programme = _undisputed(raw)
    conflicts = _pieces(raw, "conflicts", Conflict)
    for (_, one), (loc, other) in combinations(conflicts, 2):
        for first in (reading for reading in one.readings if reading.changes):
            for second in (reading for reading in other.readings if reading.changes):
                read_so = programme.read_as(one, first)
                if read_so is not None and (why := _unsound(read_so, second)):
                    pair = f"{second.key} does not hold together with {first.key} of {one.key}"
                    yield _Found(loc, "warning", f"{pair}: {why}")


def _undisputed(raw: dict[str, Any]) -> Programme:
    return load(yaml.safe_dump({**raw, "conflicts": []}, allow_unicode=True))


def _unsound(programme: Programme, reading: Reading) -> str:
    """Why a programme can't be read so; empty where it can."""
    try:
        programme.changed(reading.changes)
    except ValidationError as errors:
        first = errors.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        return f"makes an unsound programme: {where + ': ' if where else ''}{_said(first)}"
    except ValueError as error:
        return str(error)
    return ""


def _open(raw: dict[str, Any]) -> Iterator[_Found]:
    """What an officer has to decide, and what the plan lacks."""
    for loc, conflict in _pieces(raw, "conflicts", Conflict):
        said = " / ".join(
            f"{p.source}: {shorten(p.says, MOST_SAID, placeholder='…')}" for p in conflict.paragraphs
        )
        message = f"{said}. Default: {conflict.default}, because {conflict.reason.en}"
        yield _Found(loc, "undecided", message)
    for loc, gap in _pieces(raw, "gaps", Gap):
        yield _Found(loc, "gap", f"{' '.join(gap.text.split())} ({gap.source})")


# Texts


def _texts(raw: dict[str, Any], places: Places) -> Iterator[_Found]:
    """Texts that Fluent can't read, that lack, that can't be filled, that say what is never said."""
    key = str(raw.get("key"))
    said: dict[str, dict[str, _Found]] = {}
    for language in LANGUAGES:
        text = _dict(raw.get("texts")).get(language)
        said[language] = {}
        if isinstance(text, str):
            yield from _resource(text, ("texts", language), places, key, said[language])
    for name, loc in _needed(raw, key):
        if lacking := [f"texts.{language}" for language in LANGUAGES if name not in said[language]]:
            yield _Found(loc, "error", f"has no text `{name}` in {' and '.join(lacking)}")
    needed = {name for name, _ in _needed(raw, key)}
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for name, found in said[language].items():
            if name not in said[other] and name not in needed:
                yield _Found(found.loc, "warning", f"`{name}` has no text in texts.{other}", found.down)
    for loc, node in places.nodes.items():
        if loc[-1:] == ("vi",) and loc[:1] != ("texts",) and isinstance(node, yaml.ScalarNode):
            yield from _avoided(node.value, _Found(loc, "warning", ""))


def _needed(raw: dict[str, Any], key: str) -> Iterator[tuple[str, Loc]]:
    """The names of the texts the chat will look for, and what needs them."""
    if raw.get("registration") == "recorded":
        yield f"{key}-recorded", ("registration",)
    for name in ("conditions", "exclusions"):
        for place, rule in enumerate(map(_key, _list(raw, name))):
            if rule is not None:
                yield f"{key}-{rule}", (name, place)
    for loc, asked in _all_asked(raw):
        for place, item in enumerate(asked):
            if isinstance(item, dict) and item.get("reworded") is True and "key" in item:
                yield f"{key}-ask-{item['key']}", (*loc, place)


def _all_asked(raw: dict[str, Any]) -> Iterator[tuple[Loc, list[Any]]]:
    """Every list of questions."""
    yield from (((name,), _list(raw, name)) for name in ("questions", "later"))
    for name in ("activities", "reports"):
        for place, item in enumerate(_list(raw, name)):
            yield (name, place, "questions"), _list(_dict(item), "questions")


def _resource(text: str, loc: Loc, places: Places, key: str, said: dict[str, _Found]) -> Iterator[_Found]:
    """The entries of one language; what can be said goes into `said`."""
    node = places.nodes[loc]
    is_block = isinstance(node, yaml.ScalarNode) and node.style == "|"
    first = node.start_mark.line + 2 - places.line(loc) if is_block else 0

    def at(entry: ast.SyntaxNode) -> int:
        place = entry.span.start if entry.span else 0
        return first + (text.count("\n", 0, place) if is_block else 0)

    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            why = entry.annotations[0] if entry.annotations else None
            message = why.message if why else "unreadable"
            yield _Found(loc, "error", f"is not written as Fluent wants it: {message}", at(why or entry))
        elif isinstance(entry, ast.Term):
            yield _Found(loc, "error", "a text's name begins with a letter", at(entry))
        elif isinstance(entry, ast.Message):
            name, found = entry.id.name, _Found(loc, "warning", "", at(entry))
            if name in said:
                yield _Found(loc, "error", f"`{name}` stands here twice: only one would count", found.down)
            if not name.startswith(f"{key}-"):
                yield _Found(loc, "error", f"`{name}` must begin with `{key}-`", found.down)
            if entry.value is not None:
                said[name] = found
            holes = _Holes()
            holes.visit(entry)
            for hole in holes.names:
                yield _Found(loc, "error", f"`{name}` uses {hole}, which nothing fills", found.down)
            if loc[-1] == "vi":
                end = entry.span.end if entry.span else None
                yield from _avoided(text[entry.span.start if entry.span else 0 : end], found)


class _Holes(Visitor):
    """What a text leaves to be filled: a programme's own texts are said as they stand."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.append(f"${node.id.name}")

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.names.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.names.append(f"-{node.id.name}")

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        self.names.append(f"{node.id.name}()")


def _avoided(text: str, where: _Found) -> Iterator[_Found]:
    for word in dict.fromkeys(match.lower() for match in _AVOIDED.findall(text)):
        yield _Found(where.loc, "warning", f'says "{word}", which the chat never says', where.down)


# Warnings


def _warnings(raw: dict[str, Any]) -> Iterator[_Found]:
    yield from _quiet_deadlines(raw)
    yield from _between(raw)
    yield from _beyond_the_portal(raw)
    yield from _order_of_targets(raw)
    for loc, duty in _pieces(raw, "duties", Duty):
        if duty.aim and not duty.levels:
            yield _Found(loc, "warning", "an aim without levels: nobody sees to it")
    for loc, phase in _pieces(raw, "phases", Phase):
        if not phase.windows:
            yield _Found(loc, "warning", "a phase without windows decides nothing")


def _quiet_deadlines(raw: dict[str, Any]) -> Iterator[_Found]:
    steps = [move.step for _, move in _pieces(raw, "flow", Move)]
    for loc, deadline in _pieces(raw, "deadlines", Deadline):
        if not any(deadline.reminders.values()):
            yield _Found(loc, "warning", "nobody is reminded of it")
        if deadline.aim and not deadline.levels:
            yield _Found(loc, "warning", "an aim without levels: nobody sees to it")
        if steps and deadline.step is not None and deadline.step not in steps:
            yield _Found((*loc, "step"), "warning", f"the flow has no step {deadline.step}")
        for level in deadline.inner:
            if level not in deadline.levels:
                yield _Found((*loc, "inner", level), "warning", f"{level} is not among the levels")


def _between(raw: dict[str, Any]) -> Iterator[_Found]:
    """Time between two phases in which neither takes entries, and days that count for both."""
    for (_, one), (loc, other) in pairwise(_entries(raw)):
        if one.closes and other.opens and one.closes < other.opens:
            gap = f"from {_clock(one.closes)} to {_clock(other.opens)}"
            yield _Found(loc, "warning", f"no phase takes entries {gap}")
    applied = [
        ((*loc, "windows", "applied"), phase.windows["applied"])
        for loc, phase in _pieces(raw, "phases", Phase)
        if "applied" in phase.windows
    ]
    for (_, one), (loc, other) in pairwise(sorted(applied, key=lambda pair: pair[1].first)):
        if one.last >= other.first:
            yield _Found(loc, "warning", f"days from {other.first} to {one.last} count for two phases")


def _beyond_the_portal(raw: dict[str, Any]) -> Iterator[_Found]:
    """What the programme still takes when the portal is shut."""
    own = _piece(_dict(raw.get("windows")).get("portal"), Window)
    phases = _pieces(raw, "phases", Phase)
    portals = [p.windows["portal"] for _, p in phases if "portal" in p.windows] or ([own] if own else [])
    shut = max((portal.closes for portal in portals if portal.closes), default=None)
    if shut is None or any(portal.closes is None for portal in portals):
        return
    windows: list[tuple[Loc, Window]] = [
        ((*loc, "windows", purpose), window)
        for loc, phase in phases
        for purpose, window in phase.windows.items()
        if purpose in ("applied", "recognised", "entry")
    ]
    for purpose in ("applied", "recognised", "entry"):
        if window := _piece(_dict(raw.get("windows")).get(purpose), Window):
            windows.append((("windows", purpose), window))
    for loc, window in windows:
        if window.closes is not None and window.closes > shut:
            ends = f"ends {_clock(window.closes)}, the portal closes {_clock(shut)}"
            yield _Found(loc, "warning", f"goes beyond the portal: {ends}")


def _order_of_targets(raw: dict[str, Any]) -> Iterator[_Found]:
    before: date | None = None
    for number, version in enumerate(_versions(raw)):
        read = _piece({**version, "targets": []}, TargetVersion)
        if read is None:
            continue
        if number and read.since is None:
            yield _Found(
                ("targets", number), "warning", "says not since when it holds, though it is a later one"
            )
        if before and read.since and read.since < before:
            yield _Found(("targets", number, "since"), "warning", "is older than the version before it")
        before = read.since or before
        for loc, target in _pieces(version, "targets", Target, ("targets", number)):
            if target.value is None and not target.set_by:
                yield _Found(loc, "warning", "has no value, and no level that sets one (set_by)")
