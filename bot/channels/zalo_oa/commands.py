"""`sangkien zalo …`: the consent of an Official Account, and how it is. No token is ever printed."""

import asyncio
import secrets
from urllib.parse import parse_qs, urlsplit

import typer

from bot import cli
from bot.channels.http import Http
from bot.channels.zalo_oa import oauth
from bot.channels.zalo_oa.channel import SIGNED
from bot.channels.zalo_oa.config import Config, configured
from bot.channels.zalo_oa.errors import Refused
from bot.channels.zalo_oa.tokens import KEY
from bot.clock import machine_now
from bot.settings import load
from storage import grants, settings
from storage.grants import Pair

app = typer.Typer(no_args_is_help=True, help="The Zalo Official Account: consent to it, see how it is.")


@app.command()
def login() -> None:
    """Shows where an administrator of the account consents, takes the address they are led to, and stores the
    tokens; also beside a running service."""
    config = _config()
    if not config.callback_url or not config.verifier.get_secret_value():
        cli.stop(
            "ZALO_OA_CALLBACK_URL and ZALO_OA_VERIFIER must be set first; a verifier nobody has yet:"
            f" {secrets.token_urlsafe(32)}"
        )
    state = secrets.token_urlsafe(12)
    challenge = oauth.challenge(config.verifier.get_secret_value())
    typer.echo(f"Code challenge, to be saved at the app's console: {challenge}")
    typer.echo(f"To be opened by an administrator of the account: {oauth.consent_link(config, state)}")
    code = _code(typer.prompt("The address they are led to, or its code").strip(), config, state)
    try:
        pair = asyncio.run(_exchange(config, code))
    except Refused as error:
        cli.stop(f"Zalo gives no tokens: {error}")
    cli.anyway(lambda connection, _now: grants.put(connection, KEY, pair))
    typer.echo("Stored. A running service uses it from its next message on.")


@app.command()
def status() -> None:
    """Prints how old the tokens are, why they were not renewed, and how events are signed."""
    with cli.reading() as connection:
        pair, signed = grants.read(connection, KEY), settings.get(connection, SIGNED)
    typer.echo(_told(pair))
    typer.echo(f"Events are signed as {signed}." if signed else "No signed event has come yet.")


def _told(pair: Pair | None) -> str:
    if pair is None:
        return "Nobody has consented yet: sangkien zalo login"
    hours = (machine_now() - pair.issued_at).total_seconds() / 3600
    told = f"The tokens are {hours:.1f} hours old; they last until {pair.expires_at:%Y-%m-%d %H:%M}Z."
    return f"{told}\nThey can't be renewed: {pair.error}. Next: sangkien zalo login" if pair.error else told


def _config() -> Config:
    try:
        return configured(load())
    except ValueError as error:
        cli.stop(f"{error}.")


def _code(pasted: str, config: Config, state: str) -> str:
    """The code of a callback's address, or as it was pasted alone."""
    if "code=" not in pasted:
        return pasted
    query = parse_qs(urlsplit(pasted).query)
    if query.get("state", [state]) != [state]:
        cli.stop("This address answers another consent; open the link above.")
    if query.get("oa_id", [config.oa_id]) != [config.oa_id]:
        cli.stop("This address is of another Official Account than ZALO_OA_ID.")
    return query.get("code", [""])[0]


async def _exchange(config: Config, code: str) -> Pair:
    http = Http()
    try:
        return await oauth.exchange(http, config, code, machine_now())
    finally:
        await http.close()
