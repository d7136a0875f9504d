"""What is refused, in the platform's numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]
DAY = 86_400.0
IMAGE_LIMIT, FILE_LIMIT = 2**20, 5 * 2**20
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG")
_PAPERS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BUTTONS = {"oa.query.show": str, "oa.query.hide": str, "oa.open.url": dict, "oa.open.phone": dict}
_TEMPLATES = {"media", "request_user_info", "button"}


class Refusal(Exception):
    """An answer that is no success; it comes with HTTP 200."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Approved:
    """A template: its parameters with their longest lengths. `by_uid`: it may go to a Zalo id."""

    params: Mapping[str, int] = field(default_factory=dict)
    approved: bool = True
    by_uid: bool = True


def window(last: float | None, now: float) -> bool:
    """Whether a message is paid for. Refuses after seven days."""
    if last is None:
        raise Refusal(-232, "User has not interacted with the OA, or the last interaction has expired")
    if now - last > 7 * DAY:
        raise Refusal(-230, "User has not interacted with the OA in the past 7 days")
    return now - last > 2 * DAY


def message(body: Json, shapes: frozenset[str]) -> Json:
    """A checked message of /cs; `shapes` are those of buttons that are taken today."""
    if set(body) != {"recipient", "message"} or set(body["recipient"]) != {"user_id"}:
        raise Refusal(-201, "Params is invalid")
    said = body["message"]
    if not isinstance(said, dict) or not said or set(said) - {"text", "attachment", "quote_message_id"}:
        raise Refusal(-201, "message is invalid")
    text = said.get("text")
    if text is not None and (not isinstance(text, str) or not text.strip()):
        raise Refusal(-201, "text is empty")
    if text and len(text.encode("utf-16-le")) > 4000:
        raise Refusal(-210, "Parameter exceeds allowable limit")
    if "attachment" in said:
        _attachment(said["attachment"], text, shapes)
    elif not text:
        raise Refusal(-201, "text is empty")
    return dict(said)


def _attachment(attachment: Json, text: str | None, shapes: frozenset[str]) -> None:
    payload = attachment.get("payload")
    if not isinstance(payload, dict):
        raise Refusal(-201, "payload is invalid")
    if attachment.get("type") == "file":
        if set(payload) != {"token"}:
            raise Refusal(-201, "token is invalid")
        return
    kind = payload.get("template_type")
    if attachment.get("type") != "template" or kind not in _TEMPLATES | {None}:
        raise Refusal(-201, "type is invalid")
    if "buttons" in payload:
        _buttons(payload["buttons"], "attachment" if kind is None else "template", text, shapes)
        return
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1:
        raise Refusal(-201, "elements is invalid")
    if kind == "request_user_info" and set(elements[0]) != {"title", "subtitle", "image_url"}:
        raise Refusal(-201, "elements is invalid")


def _buttons(buttons: Any, shape: str, text: str | None, shapes: frozenset[str]) -> None:
    if shape not in shapes or not text:
        raise Refusal(-201, "buttons is invalid")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 5:
        raise Refusal(-201, "buttons is invalid")
    for button in buttons:
        payload, kind = button.get("payload"), _BUTTONS.get(button.get("type"))
        if kind is None or not isinstance(payload, kind) or not 1 <= len(button.get("title", "")) <= 100:
            raise Refusal(-201, "button is invalid")
        if isinstance(payload, str) and len(payload) > 1000:
            raise Refusal(-210, "Parameter exceeds allowable limit")


def template(body: Json, known: Mapping[str, Approved], by_uid: bool, now: float, night: bool) -> Approved:
    """A checked call for a template."""
    fields = {"template_id", "template_data"} | ({"user_id"} if by_uid else {"phone", "tracking_id"})
    if set(body) != fields:
        raise Refusal(-132, "Parameter is invalid")
    if not by_uid and not 1 <= len(body["tracking_id"]) <= 48:
        raise Refusal(-132, "tracking_id is invalid")
    if body["template_id"] not in known:
        raise Refusal(-109, "Template id is invalid")
    found = known[body["template_id"]]
    if not found.approved:
        raise Refusal(-131, "Template is not approved")
    if by_uid and not found.by_uid:
        raise Refusal(-249, "Template can't be sent by user id")
    hour = (datetime.fromtimestamp(now, UTC) + timedelta(hours=7)).hour
    if night and (hour >= 22 or hour < 6):
        raise Refusal(-133, "Not allowed at night")
    _data(body["template_data"], found.params)
    return found


def _data(data: Json, params: Mapping[str, int]) -> None:
    if set(data) != set(params):
        raise Refusal(-1122, "Template data is missing a parameter")
    for name, value in data.items():
        if not isinstance(value, str) or not value:
            raise Refusal(-112, "Template data is invalid")
        if len(value.encode("utf-16-le")) > 2 * params[name]:
            raise Refusal(-1121, "Template data is too long")


def upload(kind: str, data: bytes) -> None:
    limit, begins = (IMAGE_LIMIT, _PICTURES) if kind == "image" else (FILE_LIMIT, _PAPERS)
    if len(data) > limit:
        raise Refusal(-210, "Parameter exceeds allowable limit")
    if not data.startswith(begins):
        raise Refusal(-201, "file is invalid")
