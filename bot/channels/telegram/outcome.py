"""What became of a call: the one place that tells failures apart."""

from http import HTTPStatus
from typing import Any

from bot.channels.base import SendError
from bot.channels.http import unanswered
from bot.channels.reading import Json, fields, load_fields, word

_LOST = ("message to edit not found", "message can't be edited")
_GONE = ("chat not found", "peer_id_invalid", "user is deactivated", "user not found")


class Refused(SendError):
    """A call failed. `status` is Telegram's answer, 0 where there was none; `moved_to` a chat's new id;
    `lost`: the message to be edited is not there, or can't be edited any more."""

    status: int = 0
    moved_to: int | None = None
    lost: bool = False


def judge(answer: tuple[int, bytes] | Exception) -> Any:
    """The result of a call, from its HTTP status and body, or from what the transport raised.

    Returns a `Refused` instead of raising it; other exceptions than the transport's are raised as they are.
    Source: https://core.telegram.org/bots/api#making-requests
    """
    if isinstance(answer, Exception):
        return unanswered(answer, Refused)
    status, payload = answer
    body = load_fields(payload)
    if not body:
        return _refused(status, f"unreadable answer ({status})", retry=True, known=False)
    if body.get("ok") is True:
        return body.get("result")
    return _error(status, word(body.get("description")), fields(body.get("parameters")))


def _error(status: int, description: str, parameters: Json) -> Any:
    why, text = f"{status} {description}", description.lower()
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _refused(status, why, retry=True, retry_after=parameters.get("retry_after"))
    if moved := parameters.get("migrate_to_chat_id"):
        error = _refused(status, why)
        error.moved_to = moved
        return error
    if "message is not modified" in text:
        return True  # it says already what it should say
    if status == HTTPStatus.FORBIDDEN or any(gone in text for gone in _GONE):
        return _refused(status, why, reachable=False)
    if status == HTTPStatus.CONFLICT:
        return _refused(status, why, retry=True)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        error = _refused(status, why)
        error.lost = any(lost in text for lost in _LOST)
        return error
    return _refused(status, why, retry=True, known=False)


def _refused(status: int, why: str, **traits: Any) -> Refused:
    error = Refused(why, **traits)
    error.status = status
    return error
