"""Reads a YAML file so that every value is known by its line. Pure."""

from collections.abc import Callable
from typing import Any

import yaml

Loc = tuple[str | int, ...]
"""The way to a value from the top of the file: keys, and places in lists."""


class Unreadable(ValueError):
    """The text is no YAML of key and value; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Places:
    """Where each value of a file stands.

    Pydantic's ways have parts of its own in between (which kind of a union it tried); these lead nowhere here
    and are passed over. `twice` are the keys that stand in one place twice: way, first line, second line.
    """

    def __init__(self, root: yaml.Node) -> None:
        self.twice: list[tuple[Loc, int, int]] = []
        self.nodes: dict[Loc, yaml.Node] = {}
        self._lines: dict[Loc, int] = {}
        self._names: dict[Loc, str] = {}
        self._visit((), root, 1)

    def line(self, loc: Loc) -> int:
        """The line of a value: of its key, or of an item of a list; of what holds it where it is missing."""
        return self._lines[self.real(loc)]

    def path(self, loc: Loc) -> str:
        """The way to a value as people write it, list items by their key."""
        loc = self.real(loc)
        return ".".join(self._names.get(loc[:n], str(loc[n - 1])) for n in range(1, len(loc) + 1))

    def real(self, loc: Loc) -> Loc:
        """The part of a way that the file has."""
        found: Loc = ()
        for part in loc:
            if (*found, part) in self._lines:
                found = (*found, part)
        return found

    def _visit(self, loc: Loc, node: yaml.Node, line: int) -> None:
        self._lines[loc] = line
        self.nodes[loc] = node
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                name, where = str(key.value), key.start_mark.line + 1
                if (*loc, name) in self._lines:
                    self.twice.append(((*loc, name), self._lines[*loc, name], where))
                if name == "key" and isinstance(value, yaml.ScalarNode) and loc and isinstance(loc[-1], int):
                    self._names[loc] = str(value.value)
                self._visit((*loc, name), value, where)
        elif isinstance(node, yaml.SequenceNode):
            for place, item in enumerate(node.value):
                self._visit((*loc, place), item, item.start_mark.line + 1)


def read(text: str) -> tuple[dict[str, Any], Places]:
    """The values of a file and where they stand. Raises `Unreadable`.

    A date that is none (2023-02-30) stays the text it is: what is wrong with it can be told with the rest.
    Aliases (`*name`) are refused: few writers know them, and they can blow a small file up.
    """
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise Unreadable(line, f"*{event.anchor}: write the value out instead")
        root = yaml.compose(text, yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            raise Unreadable(1, "a programme file is made of lines `key: value`")
        return _Reader("").construct_document(root), Places(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = ", ".join(part for part in (error.problem, error.context) if part)
        raise Unreadable(mark.line + 1 if mark else 1, f"can't be read as YAML: {why}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable(line, "holds a character that no text may hold") from None
    except RecursionError:
        raise Unreadable(1, "can't be read as YAML: too many levels") from None


class _Reader(yaml.SafeLoader):
    """Leaves a value that is none of its kind as it is written."""


def _or_text(construct: Callable[[yaml.SafeLoader, yaml.Node], Any]) -> Callable[[_Reader, yaml.Node], Any]:
    def value(reader: _Reader, node: yaml.Node) -> Any:
        try:
            return construct(reader, node)
        except ValueError:
            return node.value

    return value


for _tag in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int"):
    _Reader.add_constructor(_tag, _or_text(yaml.SafeLoader.yaml_constructors[_tag]))
