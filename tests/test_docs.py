"""What the documents say is true of the code beside them."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.main import get_command

from bot import terminal
from bot.__main__ import app
from bot.bootstrap import App
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
WRITTEN = [
    *DOCUMENTS,
    *(ROOT / name for name in ("Dockerfile", "compose.yaml", "Makefile", "pyproject.toml")),
]
NOT_OURS = {"data", "build", "dist", "bench-results", "node_modules"}

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"`sangkien ([a-z-]+)")
FOLDER = re.compile(r"^\| `([\w.]+)/` \|", re.MULTILINE)
ADDRESS = re.compile(r"[a-z+]+://[^\s`)\"'>\]]+")
PRIVATE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|mnt)/")

HOSTS = {
    "127.0.0.1",
    "localhost",
    "api.telegram.org",
    "bot-api.zaloplatforms.com",
    "bot-api.zapps.me",
    "t.me",
    "openapi.zalo.me",
    "business.openapi.zalo.me",
    "oauth.zaloapp.com",
    "semver.org",
    "bot.example.org",
    "host",  # postgresql+psycopg://user:password@host
    "database",  # its name inside compose.yaml
    "…",
}
"""Hosts the documents may name: the service itself, what it talks to, examples. Where packages come from is
the machine's configuration, so no place to fetch from is named."""


def commands() -> set[str]:
    return set(getattr(get_command(app), "commands", {}))


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"| `sangkien {name}" in README


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_is_named_exists(document: Path) -> None:
    assert set(COMMAND.findall(document.read_text("utf-8"))) <= commands()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    missing = [
        link
        for link in LINK.findall(document.read_text("utf-8"))
        if "://" not in link and not link.startswith("#")
        if not (document.parent / link.partition("#")[0]).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_to_a_heading_find_it(document: Path) -> None:
    for link in LINK.findall(document.read_text("utf-8")):
        path, _, heading = link.partition("#")
        if "://" in link or not heading:
            continue
        text = (document.parent / path if path else document).read_text("utf-8")
        headings = {
            line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line[:1] == "#"
        }
        assert heading in headings


def test_every_top_level_folder_is_in_the_map_and_every_folder_of_the_map_exists() -> None:
    ours = {
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir() and folder.name not in NOT_OURS and folder.suffix != ".egg-info"
        if folder.name == ".ci" or not folder.name.startswith((".", "_"))
    }
    assert set(FOLDER.findall(README)) == ours


def test_folders_named_elsewhere_exist() -> None:
    text = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    ours = "|".join(FOLDER.findall(README))
    named = set(re.findall(rf"`((?:{ours})/[\w./-]+)`", text))
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_path_of_one_machine_and_no_foreign_host_is_named(file: Path) -> None:
    text = re.sub(r"\$\{[^}]*\}", "x", file.read_text("utf-8"))
    assert not PRIVATE_PATH.search(text)
    assert {urlsplit(address).hostname for address in ADDRESS.findall(text)} <= {*HOSTS, None}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
    assert "://" not in text
    assert "index-url" not in text
    assert len(pinned) > 10
    assert text.count("--hash=sha256:") >= len(pinned)


def test_pictures_are_there_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert pictures
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG\r\n")
        assert picture.stat().st_size <= 200 * 1024
        assert f"docs/images/{picture.name}" in README


def test_decisions_are_numbered_without_gaps_and_have_their_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:5] for page in pages] == [f"{number:04d}-" for number in range(1, len(pages) + 1)]
    for page in pages:
        parts = re.findall(r"^## (.*)$", page.read_text("utf-8"), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"]


async def test_the_documented_script_reaches_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "chat-scripts.md").read_text("utf-8")
    script = tmp_path / "script.txt"
    script.write_text(text.split("```text\n")[1].split("```")[0], "utf-8")
    record = tmp_path / "record.txt"
    service = App(Settings(data_dir=tmp_path / "data", port=0))
    await service.start()
    try:
        assert await terminal.chat("127.0.0.1", service.port, "mai", script, record) == 0
    finally:
        await service.stop()
    said = capsys.readouterr().out
    assert re.search(r"Đã gửi lúc .* Mã: BK-2022-\d{6}\.", said)
    assert record.read_text("utf-8").startswith("xin chào\n1\n")
