"""Roles, invitations and what happened to them, in words: for the chat, for word to others, for the log."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.events import Param, Phrase
from handlers.service import Service
from handlers.turn import today_of

BECAUSE = ("merged", "closed", "undone", "uncovered", "rude", "spam", "other")
"""Reasons that have words of their own: of the service itself (a table of units, `unit_moves`, the end of a
covered role), and why somebody may not ask (`rude`)."""


def named(role: str) -> Phrase:
    """The name of a role."""
    return Phrase(f"invited#{role}")


def spelled(code: str) -> str:
    """A code as it is read out and typed: K7MW-3RTX."""
    return f"{code[:4]}-{code[4:]}"


def cans(role: str, unit: str) -> Phrase:
    """What somebody with a role sees and does."""
    return Phrase(f"invited.can#{role}", {"unit": unit})


def place(row: Any) -> dict[str, Param]:
    """The role and the unit of a row that has both."""
    return {"role": named(row.role), "unit": row.unit_name}


def held(row: Any) -> Phrase:
    """Who holds what, where; a cover with its days."""
    return Phrase("roles.held", {"name": row.name, **place(row), "days": days_of(row)})


def own(row: Any) -> Phrase:
    """A role of whoever reads it, and since when."""
    return Phrase("roles.own", {**place(row), "day": today_of(row.granted_at), "days": days_of(row)})


def days_of(row: Any) -> Phrase | str:
    """The days of a cover; nothing for any other role."""
    if row.since is None or row.until is None:
        return ""
    return Phrase("roles.days", {"since": row.since, "until": row.until})


def invitation(row: Any, good: bool) -> Phrase:
    """An open invitation in a list."""
    left = {"left": row.uses - row.used, "until": row.expires_at}
    return Phrase("roles.code-line", {**place(row), **left, "what": purpose(row, good)})


def purpose(row: Any, good: bool) -> Phrase | str:
    """What an invitation is for beside granting a role: handing it over, covering it, or nothing any more."""
    if not good:
        return Phrase("roles.over")
    if row.role_id is None:
        return ""
    if row.since is None or row.until is None:
        return Phrase("roles.purpose#hand")
    return Phrase("roles.purpose#cover", {"since": row.since, "until": row.until})


def ways(service: Service, code: str) -> tuple[Phrase, ...]:
    """How a code is used: typed, or by a link where there are any."""
    links = (Phrase("roles.way#link", {"link": f"{prefix}i_{code}"}) for prefix in service.links)
    return (Phrase("roles.way", {"code": spelled(code)}), *links)


# The log


def deed(row: Any) -> str:
    """What kind of thing happened, as texts tell it apart: leaving is ending one's own, and a code may hand
    over or lend what somebody has."""
    if row.kind == "ended" and row.person_id == row.about_id:
        return "left"
    if row.kind == "invited" and days(row.data):
        return "invited-cover"
    return "invited-hand" if row.kind == "invited" and row.data.get("hand") else str(row.kind)


def why(data: Mapping[str, Any]) -> Phrase | str:
    """The reason that was written down, or the words of one that the service gave itself; nothing where there
    is none."""
    told = str(data.get("why") or "")
    return Phrase(f"roles.because#{told}") if told in BECAUSE else told


def entry(row: Any) -> Phrase:
    """A line of the log: when, who, what, whose, where."""
    told: dict[str, Param] = {
        "who": row.who or Phrase("roles.operator"),
        "whose": row.whose or "",
        "role": named(row.role) if row.role else "",
        "unit": row.unit_name or "",
        "number": row.data.get("ticket", ""),
    }
    return Phrase("roles.entry", {"at": row.at, "what": Phrase(f"roles.did#{deed(row)}", told), **note(row)})


def note(row: Any) -> dict[str, Param]:
    """What a line says beside: how many uses, the days of a cover, the reason."""
    parts = noted(row.data)
    return {"note": Phrase("roles.note", {"note": parts[0]}) if parts else ""}


def noted(data: Mapping[str, Any]) -> Sequence[Phrase]:
    """The same in phrases; a row has one of them at most."""
    if data.get("why"):
        return [Phrase("roles.why", {"why": why(data)})]
    if found := days(data):
        return [Phrase("roles.days#bare", found)]
    if data.get("uses", 1) > 1:
        return [Phrase("roles.uses", {"count": data["uses"]})]
    return []


def days(data: Mapping[str, Any]) -> dict[str, Param]:
    """The days of a cover in a line of the log; nothing for anything else."""
    if not (data.get("since") and data.get("until")):
        return {}
    return {name: date.fromisoformat(data[name]) for name in ("since", "until")}
