"""The table of settings as README shows it: `python -m tests.settings_table` prints it, to be pasted."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.settings import Settings

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- settings -->", "<!-- /settings -->"


def render() -> str:
    """One row a variable, in the order of the class, then those it has from others."""
    own = Settings.__annotations__
    rows = ["| Variable | Default | Meaning |", "|---|---|---|"]
    for name, field in sorted(Settings.model_fields.items(), key=lambda item: item[0] not in own):
        rows.append(f"| `{name.upper()}` | {_shown(field.default)} | {field.description} |")
    return "\n".join(rows)


def in_readme() -> str:
    """What stands between the two marks."""
    text = README.read_text("utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def _shown(default: Any) -> str:
    plain = default.get_secret_value() if isinstance(default, SecretStr) else default
    return "" if plain is None or plain == "" else f"`{plain}`"


if __name__ == "__main__":
    print(render())
