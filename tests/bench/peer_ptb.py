"""The same dialogue on python-telegram-bot's ConversationHandler, as its guide shows: state in memory.

https://docs.python-telegram-bot.org/en/stable/telegram.ext.conversationhandler.html
Run as `python -m tests.bench.peer_ptb API_URL TOKEN`.
"""

import itertools
import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from tests.bench import dialogue

State = int
STATES = range(14)
CONSENT, NAME, UNIT, THIS, MENU, STORY, MORE, TITLE, APPLIED, APPLIED_ON, BENEFIT, AUTHORS, RECOGNISED, CONFIRM = STATES  # fmt: skip # noqa: E501
CODES = itertools.count(1)

Context = ContextTypes.DEFAULT_TYPE


async def say(update: Update, key: str, **params: Any) -> None:
    """Sends a text with its buttons."""
    rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in dialogue.buttons(key)]
    markup = InlineKeyboardMarkup(rows) if rows else None
    assert update.effective_message is not None
    await update.effective_message.reply_text(dialogue.form(key).format(**params), reply_markup=markup)


async def pressed(update: Update) -> str:
    """The token of the button, after stopping its spinner."""
    query = update.callback_query
    assert query is not None
    await query.answer()
    return str(query.data).partition(":")[2]


def kept(context: Context) -> dict[str, Any]:
    """What the person has told so far."""
    assert context.user_data is not None
    return context.user_data


def written(update: Update) -> str:
    """The text of the message."""
    assert update.message is not None
    return str(update.message.text)


async def start(update: Update, _context: Context) -> State:
    await say(update, "welcome.greet", **dialogue.EXAMPLE)
    await say(update, "welcome.consent")
    return CONSENT


async def consent(update: Update, context: Context) -> State:
    kept(context)["consent"] = await pressed(update)
    await say(update, "welcome.name")
    return NAME


async def name(update: Update, context: Context) -> State:
    kept(context)["name"] = written(update)
    await say(update, "welcome.unit")
    return UNIT


async def unit(update: Update, context: Context) -> State:
    kept(context)["unit"] = written(update)
    await say(update, "welcome.unit-this", place=written(update))
    return THIS


async def this(update: Update, _context: Context) -> State:
    await pressed(update)
    await say(update, "menu")
    return MENU


async def menu(update: Update, _context: Context) -> State:
    await pressed(update)
    await say(update, "registration.solution")
    return STORY


async def story(update: Update, context: Context) -> State:
    kept(context)["solution"] = written(update)
    await say(update, "form.part")
    return MORE


async def more(update: Update, context: Context) -> State:
    await pressed(update)
    kept(context)["title"] = kept(context)["solution"].split(",")[0]
    await say(update, "registration.title", proposal=kept(context)["title"])
    return TITLE


async def title(update: Update, _context: Context) -> State:
    await pressed(update)
    await say(update, "registration.applied")
    return APPLIED


async def applied(update: Update, context: Context) -> State:
    kept(context)["applied"] = await pressed(update)
    await say(update, "registration.applied_on")
    return APPLIED_ON


async def applied_on(update: Update, context: Context) -> State:
    kept(context)["applied_on"] = written(update)
    await say(update, "registration.benefit_how")
    return BENEFIT


async def benefit(update: Update, context: Context) -> State:
    kept(context)["benefit_how"] = written(update)
    await say(update, "registration.authors")
    return AUTHORS


async def authors(update: Update, context: Context) -> State:
    kept(context)["authors"] = await pressed(update)
    await say(update, "registration.recognised", **dialogue.EXAMPLE)
    return RECOGNISED


async def recognised(update: Update, context: Context) -> State:
    kept(context)["recognised"] = await pressed(update)
    lines = "\n".join(f"{key}: {value}" for key, value in kept(context).items())
    await say(update, "registration.confirm", lines=lines)
    return CONFIRM


async def confirm(update: Update, context: Context) -> State:
    await pressed(update)
    kept(context)["code"] = code = f"BK-2022-{next(CODES):06d}"
    await say(update, "registration.sent", **dialogue.EXAMPLE, code=code)
    return ConversationHandler.END


def main(url: str, token: str) -> None:
    """Polls until it is told to stop."""
    typed = {NAME: name, UNIT: unit, STORY: story, APPLIED_ON: applied_on, BENEFIT: benefit}
    chosen = {
        CONSENT: consent, THIS: this, MENU: menu, MORE: more, TITLE: title, APPLIED: applied,
        AUTHORS: authors, RECOGNISED: recognised, CONFIRM: confirm,
    }  # fmt: skip
    application = (
        Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    )
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                **{s: [MessageHandler(filters.TEXT & ~filters.COMMAND, f)] for s, f in typed.items()},
                **{s: [CallbackQueryHandler(f)] for s, f in chosen.items()},
            },
            fallbacks=[CommandHandler("start", start)],
        )
    )
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(*sys.argv[1:])
