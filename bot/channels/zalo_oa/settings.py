"""Environment variables of a Zalo Official Account."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Json, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

OA_URL = "https://openapi.zalo.me"
BUSINESS_URL = "https://business.openapi.zalo.me"
OAUTH_URL = "https://oauth.zaloapp.com"

_ADDRESS = r"^https?://"
_ADDRESS_OR_NONE = r"^(https?://.+)?$"
_ID_OR_NONE = r"^\d*$"


class Template(BaseModel):
    """An approved template. `params`: its parameters, named as those of our text, each with its longest
    length; `price` in đồng, None where it costs what templates cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    params: dict[str, Annotated[int, Field(ge=1)]] = {}
    price: Annotated[int, Field(ge=0)] | None = None


def names(several: str) -> frozenset[str]:
    """Host names that stand with commas between them."""
    return frozenset(name.strip().lower() for name in several.split(",") if name.strip())


class ZaloOaSettings(BaseSettings):
    """Each point Zalo's documentation leaves open is one of them."""

    zalo_oa_app_id: Annotated[
        str,
        Field(pattern=_ID_OR_NONE, description="Id of the Zalo app; empty means no Official Account."),
    ] = ""
    zalo_oa_app_secret: Annotated[
        SecretStr, Field(description="The app's secret key; renews the tokens of the account.")
    ] = SecretStr("")
    zalo_oa_id: Annotated[str, Field(pattern=_ID_OR_NONE, description="Id of the Official Account.")] = ""
    zalo_oa_secret_key: Annotated[
        SecretStr,
        Field(
            description="The OA secret key of the app's webhook page; empty: events are signed by the app's."
        ),
    ] = SecretStr("")
    zalo_oa_callback_url: Annotated[
        str,
        Field(
            pattern=_ADDRESS_OR_NONE,
            description="Callback address saved at the app's console; `sangkien zalo login` needs it.",
        ),
    ] = ""
    zalo_oa_verifier: Annotated[
        SecretStr,
        Field(
            description="43–128 characters of A–Z a–z 0–9 - . _ ~, kept for ever: its challenge is saved at"
            " the console."
        ),
    ] = SecretStr("")
    zalo_oa_api_url: Annotated[
        str, Field(pattern=_ADDRESS, description="Where the account's API is served.")
    ] = OA_URL
    zalo_oa_business_url: Annotated[
        str, Field(pattern=_ADDRESS, description="Where templates by phone number are taken.")
    ] = BUSINESS_URL
    zalo_oauth_url: Annotated[
        str, Field(pattern=_ADDRESS, description="Where tokens are given and renewed.")
    ] = OAUTH_URL
    zalo_oa_proof: Annotated[
        bool, Field(description="1: calls carry `appsecret_proof`, where the app demands it.")
    ] = False
    zalo_oa_webhook: Annotated[
        Literal["enforce", "quarantine"],
        Field(
            description="What becomes of events whose signature does not match: answered 401, or kept without"
            " an answer while the account is set up."
        ),
    ] = "enforce"
    zalo_oa_signature: Annotated[
        str,
        Field(
            pattern=r"^(auto|(app_id|oa_id)-(header|body)-(secret_key|app_secret))$",
            description="How events are signed, as `sangkien zalo status` names it; `auto` takes each way"
            " that is known.",
        ),
    ] = "auto"
    zalo_oa_buttons: Annotated[
        Literal["lines", "attachment", "template"],
        Field(
            description="How up to five choices are shown besides their lines; the shape of buttons is not"
            " verified, `lines` shows none."
        ),
    ] = "lines"
    zalo_oa_logo_url: Annotated[
        str,
        Field(
            pattern=_ADDRESS_OR_NONE,
            description="Picture on the card that asks for a phone number; empty: nobody is asked by a card.",
        ),
    ] = ""
    zalo_oa_human_minutes: Annotated[
        int,
        Field(ge=0, description="Minutes without answers after somebody has written by hand in OA Manager."),
    ] = 60
    zalo_media_hosts: Annotated[
        str,
        Field(description="Hosts, with those below them, that photos and recordings are fetched from."),
    ] = "zdn.vn,zadn.vn,zaloapp.com"
    zalo_oa_pushes_per_second: Annotated[
        float,
        Field(
            gt=0, description="Reminders a second; the Growth package is said to allow 100 calls a minute."
        ),
    ] = 1.5
    zalo_oa_push_price: Annotated[
        int, Field(ge=0, description="Đồng for a message from 48 hours to 7 days after somebody has written.")
    ] = 55
    zalo_oa_templates: Annotated[
        Json[dict[str, Template]],
        Field(
            description="Approved templates as JSON, by the key of our text:"
            ' `{"key": {"id": "…", "params": {"name": 30}, "price": 200}}`, longest lengths by parameter.'
        ),
    ] = "{}"  # type: ignore[assignment]  # defaults are read like what stands in the environment
    zalo_oa_template_price: Annotated[
        int, Field(ge=0, description="Đồng for a template that names no price of its own.")
    ] = 200
    zalo_oa_template_way: Annotated[
        Literal["uid", "phone"],
        Field(
            description="Whether templates go to the Zalo id first, or to a phone number where it is known."
        ),
    ] = "uid"
    zalo_oa_night: Annotated[
        bool,
        Field(description="1: no templates from 22:00 to 06:00; whether Zalo refuses them then is not sure."),
    ] = True
    zalo_oa_daily_cost: Annotated[
        int, Field(ge=0, description="Đồng that reminders may cost a day; 0: no ceiling.")
    ] = 0

    @property
    def media_hosts(self) -> frozenset[str]:
        """Where files of Zalo may be fetched from, whichever of its products they came through."""
        return names(self.zalo_media_hosts)

    @field_validator("zalo_oa_verifier")
    @classmethod
    def _verifier_form(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"([A-Za-z0-9._~-]{43,128})?", value.get_secret_value()):
            raise ValueError("needs 43 to 128 characters of A-Z a-z 0-9 - . _ ~")
        return value

    @model_validator(mode="after")
    def _whole_account(self) -> "ZaloOaSettings":
        if self.zalo_oa_app_id and not (self.zalo_oa_id and self.zalo_oa_app_secret.get_secret_value()):
            raise ValueError("ZALO_OA_APP_ID needs ZALO_OA_ID and ZALO_OA_APP_SECRET")
        return self
