"""The image and the compose file, read without an engine: what they promise before anything is built."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICE, DATABASE = COMPOSE["services"]["sangkien"], COMPOSE["services"]["database"]
VARIABLES = {name.upper() for name in Settings.model_fields}
PACKAGES = {"bot", "handlers", "programmes", "documents", "storage", "messages"}


def instructions() -> list[tuple[str, str]]:
    """(instruction, rest) of the Dockerfile, continued lines joined, comments left out."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")
    pairs = (line.strip().partition(" ") for line in text.splitlines() if line.strip())
    return [(word, " ".join(rest.split())) for word, _, rest in pairs]


def final() -> list[tuple[str, str]]:
    """The instructions of the last stage: what runs."""
    every = instructions()
    last = max(place for place, (word, _) in enumerate(every) if word == "FROM")
    return every[last:]


def of(word: str) -> list[str]:
    return [rest for name, rest in final() if name == word]


def environment() -> dict[str, str]:
    pairs = " ".join(of("ENV")).split()
    return dict(pair.split("=", 1) for pair in pairs)


def test_the_image_is_slim_and_names_no_registry() -> None:
    images = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert images
    assert all(re.fullmatch(r"python:3\.11-slim(-[a-z]+)?", image) for image in images)
    assert re.fullmatch(r"postgres:\d+", DATABASE["image"])


def test_dependencies_come_from_the_lock_file_with_hashes() -> None:
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    assert len(installs) == 1
    assert "--require-hashes -r /requirements.lock" in installs[0]


def test_the_service_does_not_run_as_root() -> None:
    words = [word for word, _ in final()]
    assert of("USER") == ["sangkien"]
    assert "RUN" not in words[words.index("USER") :]
    assert re.search(r"useradd .*--uid [1-9]\d{3,} .*\bsangkien\b", " ".join(of("RUN")))


def test_every_package_is_in_the_image() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert {
        name.rstrip("*") for name in listed["tool"]["setuptools"]["packages"]["find"]["include"]
    } == PACKAGES
    assert {rest.split()[0] for rest in of("COPY")} >= PACKAGES
    assert environment()["PYTHONPATH"] == of("WORKDIR")[0]


def test_what_is_copied_is_sent_to_the_builder_and_nothing_else() -> None:
    assert IGNORED[1] == "*"
    sent = {line[1:] for line in IGNORED if line.startswith("!")}
    copied = {
        rest.split()[0] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")
    }
    assert copied == sent
    assert not any(fnmatch(name, pattern) for name in (".git", "data", ".env") for pattern in sent)


def test_data_lives_in_a_volume_its_user_owns() -> None:
    assert of("VOLUME") == ["/data"]
    assert environment()["DATA_DIR"] == "/data"
    assert "chown sangkien /data" in " ".join(of("RUN"))
    assert "data:/data" in SERVICE["volumes"]


def test_the_health_check_asks_the_port_the_service_listens_on() -> None:
    assert environment()["HOST"] == "0.0.0.0"  # noqa: S104 - inside the container
    assert "os.environ['PORT'] + '/healthz'" in of("HEALTHCHECK")[0]
    assert of("EXPOSE") == [environment()["PORT"]]
    assert of("CMD") == ['["sangkien", "run"]']


def test_every_variable_of_ours_is_a_setting() -> None:
    ours = {name for name in environment() if not name.startswith(("PATH", "PYTHON"))}
    assert ours <= VARIABLES
    assert set(SERVICE["environment"]) <= VARIABLES


def test_no_secret_is_baked_in() -> None:
    secrets = {
        name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)
    }
    assert secrets
    assert not secrets & set(environment())
    assert "ARG" not in {word for word, _ in instructions()}
    for name, value in {**SERVICE["environment"], **DATABASE["environment"]}.items():
        if name in secrets or "PASSWORD" in name:
            assert "${" in value
            assert not re.search(r"\$\{[A-Z_]+:-[^}]+\}", value)  # no default secret either


def test_demo_is_off_unless_somebody_turns_it_on() -> None:
    assert SERVICE["environment"]["DEMO"] == "${DEMO:-0}"


def test_only_the_service_is_published_and_only_on_this_machine() -> None:
    assert "ports" not in DATABASE
    assert SERVICE["ports"] == ["127.0.0.1:${PORT:-8080}:" + environment()["PORT"]]


def test_the_service_waits_for_a_healthy_database() -> None:
    assert SERVICE["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "pg_isready" in " ".join(DATABASE["healthcheck"]["test"])
    assert SERVICE["environment"]["DATABASE_URL"].startswith("postgresql+psycopg://sangkien:")
    assert SERVICE["environment"]["DATABASE_URL"].endswith("@database:5432/sangkien")


def test_named_volumes_are_declared() -> None:
    used = {volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


def test_the_database_client_is_not_older_than_the_database() -> None:
    """Debian 12 ("bookworm") has the client of PostgreSQL 15; pg_dump refuses a newer server."""
    assert "postgresql-client" in " ".join(of("RUN"))
    assert of("FROM")[0].endswith("-bookworm")
    assert int(DATABASE["image"].split(":")[1]) <= 15
