"""The page's "Diễn tập": a programme's calendar played beforehand, one at a time, beside the service."""

import asyncio
from datetime import date, timedelta
from typing import Any

from aiohttp import web

from bot import rehearsal
from bot.channels.local import request as read
from handlers.service import Service
from programmes.model import Programme

LONGEST = timedelta(days=5 * 366)
PATIENCE = 60.0  # seconds


class Busy(read.Bad):
    """Another one is being played."""

    status_code = 409


class Failed(read.Bad):
    """It could not be played; the log says why."""

    status_code = 500


class Rehearsing:
    """What can be played, and what is said when it is."""

    def __init__(self) -> None:
        self._playing = asyncio.Lock()

    def programmes(self, service: Service) -> list[dict[str, str]]:
        """What can be played, each with the days that are played unless others are asked for."""
        return [_told(programme) for programme in service.newest()]

    async def play(self, service: Service, request: web.Request) -> dict[str, Any]:
        """What happens in a programme from a day to a day. Raises `request.Bad`."""
        programme = _programme(service, request.query.get("programme", ""))
        told = _told(programme)
        first, last = (_day(request.query.get(name) or told[name]) for name in ("from", "to"))
        if not first <= last <= first + LONGEST:
            raise read.Bad(text="Ngày cuối phải sau ngày đầu, và cách nhau không quá 5 năm.")
        lines = await self._lines(programme, first, last, service.decisions.get(programme.key, {}))
        days = {"from": first.isoformat(), "to": last.isoformat()}
        return {**told, **days, "lines": [{**line.as_json(), "choices": line.choices} for line in lines]}

    async def _lines(
        self, programme: Programme, first: date, last: date, decisions: rehearsal.Decisions
    ) -> list[rehearsal.Line]:
        if self._playing.locked():
            raise Busy(text="Đang có một buổi diễn tập khác. Nhờ anh/chị thử lại sau ít giây.")
        async with self._playing:
            try:
                async with asyncio.timeout(PATIENCE):
                    return await rehearsal.apart(programme, first, last, decisions)
            except (RuntimeError, TimeoutError):
                raise Failed(text="Buổi diễn tập này chưa xong được, lỗi từ phía trợ lý.") from None


def _told(programme: Programme) -> dict[str, str]:
    first, last = rehearsal.span(programme)
    days = {"from": first.isoformat(), "to": last.isoformat()}
    return {"programme": programme.key, "title": programme.short, "body": programme.body, **days}


def _programme(service: Service, key: str) -> Programme:
    for programme in service.newest():
        if programme.key == key:
            return programme
    raise read.Bad(text="Chưa rõ diễn tập chương trình nào.")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise read.Bad(text="Chưa đọc được ngày này. Ví dụ: 2024-01-15.") from None
    if not 2000 <= day.year <= 2100:
        raise read.Bad(text="Ngày phải trong khoảng năm 2000 đến 2100.")
    return day
