"""A browser, and a service for it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.page.browser import chromium, service


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    async with service(tmp_path) as url:
        yield url
