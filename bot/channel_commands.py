"""`sangkien channels`: what each channel has been used for, and what waits to be said by itself, and why."""

from collections.abc import Iterator
from datetime import datetime

import typer
from sqlalchemy import Connection

from bot import cli
from bot.clock import machine_now
from storage import usage


def channels() -> None:
    """Shows what each channel was used for, how much of its plan, and what pushes wait for."""
    with cli.reading() as connection:
        for line in (*_used(connection, machine_now()), *_waiting(connection)):
            typer.echo(line)


def _used(connection: Connection, now: datetime) -> Iterator[str]:
    today = now.astimezone(usage.ZONE).date()
    days = usage.days(connection, today.replace(day=1))
    for name, people in usage.people(connection).items():
        plan = usage.plan_of(connection, name)
        yield f"{name}: {_share(people, plan.people)} people"
        mine = [(day, figures) for channel, day, *figures in days if channel == name]
        if not mine:
            continue
        month = [sum(column) for column in zip(*(figures for _, figures in mine), strict=True)]
        of_today = dict(mine).get(today, [0, 0, 0])
        yield f"  today: {_figures(*of_today)}"
        yield f"  this month: {_figures(*month)}; {_share(month[0] + month[1], plan.monthly)} messages"


def _figures(received: int, sent: int, price: int) -> str:
    return f"{received} received, {sent} sent, {price} đồng"


def _share(count: int, most: int | None) -> str:
    return f"{count} of {most} ({100 * count // most} %)" if most else str(count)


def _waiting(connection: Connection) -> Iterator[str]:
    rows = usage.waiting(connection)
    yield "Pushes that wait:" if rows else "No pushes wait."
    for row in rows:
        until = f", from {row.until.astimezone(usage.ZONE):%Y-%m-%d %H:%M}" if row.until else ""
        yield f"  {row.channel}: {row.many}, {row.error or 'for their slot'}{until}"
