"""The methods of the Bot API that are imitated: https://core.telegram.org/bots/api#available-methods"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram import rules
from tests.fakes.telegram.people import Json, Shown, User
from tests.fakes.telegram.rules import Params, Refusal, bad

if TYPE_CHECKING:
    from tests.fakes.telegram.server import FakeTelegram

_CALLBACK_SECONDS = 150


def get_me(fake: "FakeTelegram", params: Params) -> Json:
    return fake.me


def send_message(fake: "FakeTelegram", params: Params) -> Json:
    user = _chat(fake, params)
    return _show(fake, user, params, {"text": rules.text(params)}, Shown({}))


def _send_file(field: str) -> Callable[["FakeTelegram", Params], Json]:
    def send(fake: "FakeTelegram", params: Params) -> Json:
        user = _chat(fake, params)
        given = params.get(field)
        if given is None:
            raise bad(f"there is no {field} in the request")
        if isinstance(given, str):  # a file_id, or "attach://" and the name of another part
            given = params.get(given.removeprefix("attach://")) or _stored(fake, given)
        name, mime, data = given
        rules.upload(field, data)
        file = fake.keep(data, field, name[name.rfind(".") :] if "." in name else "")
        content: Json = {field: {**file, "file_name": name, "mime_type": mime}}
        if field == "photo":
            content = {field: [{**file, "width": 1280, "height": 960}]}
        elif field == "voice":
            content = {field: {**file, "duration": 3, "mime_type": mime}}
        elif field == "video":
            content[field] |= {"width": 640, "height": 360, "duration": 3}
        if caption := str(params.get("caption") or "").strip():
            if rules.units(caption) > 1024:
                raise bad("message caption is too long")
            content["caption"] = caption
        return _show(fake, user, params, content, Shown({}, field, data, name))

    return send


def edit_message_text(fake: "FakeTelegram", params: Params) -> Json:
    shown, text, markup = _own(fake, params, "edit"), rules.text(params), rules.markup(params)
    return _edit(fake, shown, {"text": text}, markup)


def edit_message_reply_markup(fake: "FakeTelegram", params: Params) -> Json:
    return _edit(fake, _own(fake, params, "edit"), {}, rules.markup(params))


def delete_message(fake: "FakeTelegram", params: Params) -> bool:
    shown = _own(fake, params, "delete")
    del fake.users[shown.raw["chat"]["id"]].screen[shown.message_id]
    return True


def answer_callback_query(fake: "FakeTelegram", params: Params) -> bool:
    asked = fake.questions.pop(str(params.get("callback_query_id")), None)
    if asked is None or fake.now() - asked > _CALLBACK_SECONDS:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if rules.units(str(params.get("text") or "")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    return True


def send_chat_action(fake: "FakeTelegram", params: Params) -> bool:
    _chat(fake, params)
    if not params.get("action"):
        raise bad("wrong parameter action in request")
    return True


def get_file(fake: "FakeTelegram", params: Params) -> Json:
    file_id = str(params.get("file_id") or "")
    if file_id not in fake.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    path, data = fake.files[file_id]
    if len(data) > rules.DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {"file_id": file_id, "file_unique_id": file_id[-8:], "file_size": len(data), "file_path": path}


def set_my_commands(fake: "FakeTelegram", params: Params) -> bool:
    commands = rules.decoded(params, "commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad("can't parse list of bot commands")
    for entry in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(entry.get("command"))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(entry.get("description") or "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    fake.commands[_language(params)] = [(entry["command"], entry["description"]) for entry in commands]
    return True


def get_my_commands(fake: "FakeTelegram", params: Params) -> list[Json]:
    pairs = fake.commands.get(_language(params), [])
    return [{"command": command, "description": description} for command, description in pairs]


def get_webhook_info(fake: "FakeTelegram", params: Params) -> Json:
    hook = fake.webhook
    pending = len(fake.polling.waiting) if hook is None else hook.pending
    about: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
    return {**about, "pending_update_count": pending}


def _language(params: Params) -> str:
    code = str(params.get("language_code") or "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def _chat(fake: "FakeTelegram", params: Params) -> User:
    given = params.get("chat_id")
    if given is None or given == "":
        raise bad("chat_id is empty")
    chat = rules.integer(params, "chat_id") if str(given).lstrip("-").isdigit() else 0
    if moved := fake.moved.get(chat):
        raise Refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=moved
        )
    user = fake.users.get(chat)
    if user is None or not user.known:
        raise bad("chat not found")
    if user.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    return user


def _show(fake: "FakeTelegram", user: User, params: Params, content: Json, shown: Shown) -> Json:
    markup = rules.markup(params)
    about: Json = {"message_id": user.next_id(), "from": fake.me, "chat": user.chat}
    shown.raw = {**about, "date": int(fake.now()), **content}
    if markup is not None:
        shown.raw["reply_markup"] = markup
    user.show(shown)
    return shown.raw


def _own(fake: "FakeTelegram", params: Params, deed: str) -> Shown:
    user = _chat(fake, params)
    number = rules.integer(params, "message_id")
    if number not in user.screen:
        raise bad(f"message to {deed} not found")
    return user.screen[number]


def _edit(fake: "FakeTelegram", shown: Shown, content: Json, markup: Json | None) -> Json:
    """An edit without a keyboard takes the keyboard away."""
    if "text" in content and shown.kind != "text":
        raise bad("there is no text in the message to edit")
    before = {key: value for key, value in shown.raw.items() if key not in {"edit_date", "reply_markup"}}
    after = {**before, **content}
    if after == before and markup == shown.raw.get("reply_markup"):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    shown.raw = {**after, "edit_date": int(fake.now())}
    if markup is not None:
        shown.raw["reply_markup"] = markup
    fake.users[shown.raw["chat"]["id"]].notice(shown)
    return shown.raw


def _stored(fake: "FakeTelegram", file_id: str) -> tuple[str, str, bytes]:
    if file_id not in fake.files:
        raise bad("wrong remote file identifier specified: Wrong character in the string")
    path, data = fake.files[file_id]
    return path.rpartition("/")[2], "application/octet-stream", data


METHODS: dict[str, Callable[["FakeTelegram", Params], Any]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": _send_file("photo"),
    "sendDocument": _send_file("document"),
    "sendVoice": _send_file("voice"),
    "sendVideo": _send_file("video"),
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "getWebhookInfo": get_webhook_info,
}
