"""The same dialogue on aiogram's finite state machine, as its documentation shows: state in memory.

https://docs.aiogram.dev/en/latest/dispatcher/finite_state_machine/index.html
Run as `python -m tests.bench.peer_aiogram API_URL TOKEN`.
"""

import asyncio
import itertools
import sys
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench import dialogue

CODES = itertools.count(1)
router = Router()


class Form(StatesGroup):
    consent = State()
    name = State()
    unit = State()
    this = State()
    menu = State()
    story = State()
    more = State()
    title = State()
    applied = State()
    applied_on = State()
    benefit = State()
    authors = State()
    recognised = State()
    confirm = State()


async def say(message: Message, key: str, **params: Any) -> None:
    """Sends a text with its buttons."""
    rows = [[InlineKeyboardButton(text=label, callback_data=data)] for label, data in dialogue.buttons(key)]
    markup = InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
    await message.answer(dialogue.form(key).format(**params), reply_markup=markup)


async def pressed(query: CallbackQuery) -> tuple[str, Message]:
    """The token of the button and its message, after stopping its spinner."""
    await query.answer()
    assert isinstance(query.message, Message)
    return str(query.data).partition(":")[2], query.message


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(Form.consent)
    await say(message, "welcome.greet", **dialogue.EXAMPLE)
    await say(message, "welcome.consent")


@router.callback_query(Form.consent)
async def consent(query: CallbackQuery, state: FSMContext) -> None:
    token, message = await pressed(query)
    await state.update_data(consent=token)
    await state.set_state(Form.name)
    await say(message, "welcome.name")


@router.message(Form.name, F.text)
async def name(message: Message, state: FSMContext) -> None:
    await state.update_data(name=message.text)
    await state.set_state(Form.unit)
    await say(message, "welcome.unit")


@router.message(Form.unit, F.text)
async def unit(message: Message, state: FSMContext) -> None:
    await state.update_data(unit=message.text)
    await state.set_state(Form.this)
    await say(message, "welcome.unit-this", place=message.text)


@router.callback_query(Form.this)
async def this(query: CallbackQuery, state: FSMContext) -> None:
    _, message = await pressed(query)
    await state.set_state(Form.menu)
    await say(message, "menu")


@router.callback_query(Form.menu)
async def menu(query: CallbackQuery, state: FSMContext) -> None:
    _, message = await pressed(query)
    await state.set_state(Form.story)
    await say(message, "registration.solution")


@router.message(Form.story, F.text)
async def story(message: Message, state: FSMContext) -> None:
    await state.update_data(solution=message.text)
    await state.set_state(Form.more)
    await say(message, "form.part")


@router.callback_query(Form.more)
async def more(query: CallbackQuery, state: FSMContext) -> None:
    _, message = await pressed(query)
    title = str((await state.get_data())["solution"]).split(",", maxsplit=1)[0]
    await state.update_data(title=title)
    await state.set_state(Form.title)
    await say(message, "registration.title", proposal=title)


@router.callback_query(Form.title)
async def accept(query: CallbackQuery, state: FSMContext) -> None:
    _, message = await pressed(query)
    await state.set_state(Form.applied)
    await say(message, "registration.applied")


@router.callback_query(Form.applied)
async def applied(query: CallbackQuery, state: FSMContext) -> None:
    token, message = await pressed(query)
    await state.update_data(applied=token)
    await state.set_state(Form.applied_on)
    await say(message, "registration.applied_on")


@router.message(Form.applied_on, F.text)
async def applied_on(message: Message, state: FSMContext) -> None:
    await state.update_data(applied_on=message.text)
    await state.set_state(Form.benefit)
    await say(message, "registration.benefit_how")


@router.message(Form.benefit, F.text)
async def benefit(message: Message, state: FSMContext) -> None:
    await state.update_data(benefit_how=message.text)
    await state.set_state(Form.authors)
    await say(message, "registration.authors")


@router.callback_query(Form.authors)
async def authors(query: CallbackQuery, state: FSMContext) -> None:
    token, message = await pressed(query)
    await state.update_data(authors=token)
    await state.set_state(Form.recognised)
    await say(message, "registration.recognised", **dialogue.EXAMPLE)


@router.callback_query(Form.recognised)
async def recognised(query: CallbackQuery, state: FSMContext) -> None:
    token, message = await pressed(query)
    data = await state.update_data(recognised=token)
    await state.set_state(Form.confirm)
    lines = "\n".join(f"{key}: {value}" for key, value in data.items())
    await say(message, "registration.confirm", lines=lines)


@router.callback_query(Form.confirm)
async def confirm(query: CallbackQuery, state: FSMContext) -> None:
    _, message = await pressed(query)
    code = f"BK-2022-{next(CODES):06d}"
    await state.clear()
    await say(message, "registration.sent", **dialogue.EXAMPLE, code=code)


async def main(url: str, token: str) -> None:
    """Polls until it is told to stop."""
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
