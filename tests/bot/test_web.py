"""What an operator asks the service: is it up, is it able to work, what does it count."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.settings import Settings
from tests.bot.local_chat import Chat, running


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Chat]:
    async with running(Settings(data_dir=tmp_path, port=0)) as chat:
        yield chat


async def text(service: Chat, path: str) -> str:
    async with service.session.get(service.base + path) as response:
        assert response.status == 200
        return await response.text()


async def test_health_and_readiness_of_a_running_service(service: Chat) -> None:
    assert await text(service, "/healthz") == "ok"
    assert await service.ask("GET", "/readyz") == (
        200, {"writer": True, "sender": True, "fetcher": True, "tasks": True, "local": True},
    )  # fmt: skip


async def test_a_service_whose_writer_died_is_up_but_not_ready(service: Chat) -> None:
    class Dead(BaseException):
        pass

    def die(_connection: Connection) -> None:
        raise Dead

    fatal = asyncio.create_task(service.app.turns.write(die))
    with pytest.raises(RuntimeError, match="the writer thread died"):
        await service.app.wait()
    status, parts = await service.ask("GET", "/readyz")
    assert (status, parts["writer"]) == (503, False)
    assert await text(service, "/healthz") == "ok"
    fatal.cancel()


async def test_metrics_count_what_was_received_turned_and_sent(service: Chat) -> None:
    before = numbers(await text(service, "/metrics"))
    await service.event(text="chào", id="x1")
    await service.event(text="chào", id="x1")
    await service.event(text="đồng ý")  # after it, the first answer counts as delivered
    after = numbers(await text(service, "/metrics"))
    grown = {name: after[name] - before.get(name, 0) for name in after}
    assert grown['sangkien_received_total{channel="local"}'] == 2
    assert grown['sangkien_duplicates_total{channel="local"}'] == 1
    assert grown["sangkien_turns_total"] == 2
    assert grown['sangkien_sends_total{channel="local",state="sent"}'] >= 2
    assert grown["sangkien_turn_failures_total"] == 0


def numbers(metrics: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in metrics.splitlines() if line.startswith("sangkien_")]
    return {name: float(value) for name, _, value in lines}


async def test_metrics_tell_nothing_of_people(service: Chat) -> None:
    await service.known("người rất riêng")
    metrics = await text(service, "/metrics")
    assert "riêng" not in metrics
    assert "Mai" not in metrics
