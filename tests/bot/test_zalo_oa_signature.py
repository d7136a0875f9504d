"""Whose signature an event bears. The values were computed with openssl, not with our code."""

import pytest
from pydantic import SecretStr

from bot.channels.zalo_oa import Config
from bot.channels.zalo_oa.signature import Way, matching, ways

RAW = (
    '{"app_id":"1700000000000000017","event_name":"user_send_text",'
    '"message":{"text":"chào","msg_id":"a1"},"timestamp":"1795053723456"}'
).encode()
BODY, HEADER = "1795053723456", "1795053723457"

VECTORS = {
    "app_id-header-secret_key": "ac8a7a3f113ff68c5a265d1906ede9edf32a92e0dbd92e5b03e4068f05469378",
    "app_id-header-app_secret": "d84e9cd710d694c99c27d683ab33d1cf36fdabfdb9090acc50d9ecfc9d81602d",
    "app_id-body-secret_key": "682df46f74592eeabee71385b4730f73ab8f7f4c17bba25497720e16b8d48a22",
    "app_id-body-app_secret": "fbdfd644925d8605d0d648eb430030a259b13545cd5fc6485524921e34ffb7e7",
    "oa_id-header-secret_key": "1a1253ec57180398474294367a3130f299bf840370d818efa4a84c7424b18af6",
    "oa_id-header-app_secret": "241b8530f1904493dd5a1aea413fb5c9ab18558b58952c4e1d570d01d5f00656",
    "oa_id-body-secret_key": "ea959ff014308f19de88facc3253d8b9a67bb519fe2485c6e854a725b3fc73ac",
    "oa_id-body-app_secret": "40bc03c30064dced1063be281be7fe57d4a69354461481585a3eb9134b36f771",
}
HMAC = "c83e5fc2bb3de11a133834061accb66916df45457efb853e1b0b43a6ed7712e2"


def known(signature: str = "auto", key: str = "the-oa-secret-key") -> tuple[Way, ...]:
    account = Config(
        app_id="1700000000000000017",
        oa_id="4300000000000000043",
        app_secret=SecretStr("the-app-secret"),
        secret_key=SecretStr(key),
        signature=signature,
    )
    return ways(account)


def headers(mac: str, stamp: str = HEADER) -> dict[str, str]:
    return {"X-ZEvent-Signature": mac, "X-ZEvent-Timestamp": stamp}


@pytest.mark.parametrize(("name", "mac"), VECTORS.items(), ids=VECTORS)
def test_each_known_way_is_recognised_by_its_name(name: str, mac: str) -> None:
    assert matching(RAW, headers(f"mac={mac}"), BODY, known()) == name


@pytest.mark.parametrize(("name", "mac"), VECTORS.items(), ids=VECTORS)
def test_fixed_way_is_the_only_one_that_counts(name: str, mac: str) -> None:
    assert matching(RAW, headers(f"mac={mac}"), BODY, known(name)) == name
    for other in VECTORS.keys() - {name}:
        assert matching(RAW, headers(f"mac={mac}"), BODY, known(other)) == ""


RIGHT = VECTORS["app_id-header-secret_key"]


@pytest.mark.parametrize(
    "given",
    ["", "mac=", f"mac={HMAC}", HMAC, f"mac={RIGHT[:-1]}", f"mac={RIGHT}0", "mac=chữ ký", "mac=\udcff"],
    ids=["none", "empty", "HMAC", "bare HMAC", "cut", "longer", "letters", "half a byte"],
)
def test_anything_else_is_a_strangers(given: str) -> None:
    assert matching(RAW, headers(given), BODY, known()) == ""


def test_changed_byte_of_the_body_is_a_strangers() -> None:
    assert matching(RAW + b" ", headers(f"mac={RIGHT}"), BODY, known()) == ""


def test_capitals_and_a_bare_value_are_the_same_signature() -> None:
    assert matching(RAW, headers(RIGHT.upper()), BODY, known())


def test_without_a_time_or_a_secret_nothing_matches_by_chance() -> None:
    assert matching(RAW, {"X-ZEvent-Signature": f"mac={RIGHT}"}, "", known()) == ""
    assert matching(RAW, headers(f"mac={RIGHT}"), BODY, known(key="")) == ""
