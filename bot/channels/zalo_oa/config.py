"""What an operator says of the account, read from the settings once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import SecretStr

from bot.channels.zalo_oa.settings import BUSINESS_URL, OA_URL, OAUTH_URL, Template, ZaloOaSettings

Buttons = Literal["lines", "attachment", "template"]
Way = Literal["uid", "phone"]
NO_SECRET = SecretStr("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One app and its Official Account. Prices in đồng; `daily_cost` 0: no ceiling."""

    app_id: str
    app_secret: SecretStr
    oa_id: str
    secret_key: SecretStr = NO_SECRET
    callback_url: str = ""
    verifier: SecretStr = NO_SECRET
    api_url: str = OA_URL
    business_url: str = BUSINESS_URL
    oauth_url: str = OAUTH_URL
    proof: bool = False
    signature: str = "auto"
    enforce: bool = True
    buttons: Buttons = "lines"
    logo_url: str = ""
    human_minutes: int = 60
    media_hosts: frozenset[str] = frozenset()
    pushes_per_second: float = 1.5
    push_price: int = 55
    template_price: int = 200
    templates: Mapping[str, Template] = field(default_factory=dict)
    template_way: Way = "uid"
    night: bool = True
    daily_cost: int = 0


def configured(settings: ZaloOaSettings) -> Config:
    """Raises ValueError where no account is named."""
    if not settings.zalo_oa_app_id:
        raise ValueError("ZALO_OA_APP_ID is empty")
    return Config(
        app_id=settings.zalo_oa_app_id,
        app_secret=settings.zalo_oa_app_secret,
        oa_id=settings.zalo_oa_id,
        secret_key=settings.zalo_oa_secret_key,
        callback_url=settings.zalo_oa_callback_url,
        verifier=settings.zalo_oa_verifier,
        api_url=settings.zalo_oa_api_url.rstrip("/"),
        business_url=settings.zalo_oa_business_url.rstrip("/"),
        oauth_url=settings.zalo_oauth_url.rstrip("/"),
        proof=settings.zalo_oa_proof,
        signature=settings.zalo_oa_signature,
        enforce=settings.zalo_oa_webhook == "enforce",
        buttons=settings.zalo_oa_buttons,
        logo_url=settings.zalo_oa_logo_url,
        human_minutes=settings.zalo_oa_human_minutes,
        media_hosts=settings.media_hosts,
        pushes_per_second=settings.zalo_oa_pushes_per_second,
        push_price=settings.zalo_oa_push_price,
        template_price=settings.zalo_oa_template_price,
        templates=settings.zalo_oa_templates,
        template_way=settings.zalo_oa_template_way,
        night=settings.zalo_oa_night,
        daily_cost=settings.zalo_oa_daily_cost,
    )
