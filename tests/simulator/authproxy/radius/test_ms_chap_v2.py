"""MS-CHAPv2 by the examples of RFC 2759, section 9.2, and RFC 3079, section 3.5.3."""

from __future__ import annotations

from failmode.simulator.authproxy.radius import ms_chap, ms_chap_change, ms_chap_v2
from failmode.simulator.authproxy.radius.ms_chap_v2 import Challenges, Proof, is_proved
from failmode.simulator.authproxy.radius.packets import (
    MPPE_RECEIVE_KEY,
    MPPE_SEND_KEY,
    attribute_key,
)

CHALLENGES = Challenges(
    "User",
    bytes.fromhex("5B5D7C7D7B3F2F3E3C2C602132262628"),
    bytes.fromhex("21402324255E262A28295F2B3A337C7E"),
)
PROOF = Proof.of_password(CHALLENGES, "clientPass")
RESPONSE = bytes.fromhex("82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF")


def test_the_response_is_that_of_the_rfc() -> None:
    assert PROOF.response == RESPONSE
    assert is_proved(PROOF, RESPONSE)


def test_the_server_proves_the_password_as_in_the_rfc() -> None:
    assert PROOF.success == b"\0S=407A5589115FD0D6209F510FE9C04566932CDA56"


def test_the_keys_are_those_of_the_rfc() -> None:
    send, receive = PROOF.mppe_keys
    assert send.hex() == "8b7cdc149b993a1ba118cb153f56dccb"
    assert receive.hex() == "d5f0e9521e3ea9589645e86051c82226"


def test_another_password_another_challenge_or_another_name_is_another_proof() -> None:
    others = (
        Proof.of_password(CHALLENGES, "clientpass"),
        Proof.of_password(Challenges.fresh("User"), "clientPass"),
        Proof.of_password(
            Challenges("Userr", CHALLENGES.authenticator, CHALLENGES.peer), "clientPass"
        ),
    )
    assert not any(is_proved(other, RESPONSE) for other in others)


def test_the_domain_before_the_name_is_no_part_of_the_proof() -> None:
    challenges = Challenges("BIGCO\\User", CHALLENGES.authenticator, CHALLENGES.peer)
    assert is_proved(Proof.of_password(challenges, "clientPass"), RESPONSE)


def test_the_server_gives_back_the_identifier_of_the_exchange() -> None:
    challenges = Challenges("User", CHALLENGES.authenticator, CHALLENGES.peer, 7)
    assert Proof.of_password(challenges, "clientPass").success[:3] == b"\x07S="
    assert ms_chap_v2.error_attributes(7, 691) == {ms_chap.ERROR_KEY: (b"\x07E=691 R=0 V=3",)}


def test_the_keys_of_the_attributes_are_those_of_the_dictionary() -> None:
    assert [
        attribute_key(name)
        for name in (
            "MS-CHAP-Challenge",
            ms_chap.RESPONSE,
            "MS-CHAP2-Success",
            "MS-MPPE-Send-Key",
            "MS-MPPE-Recv-Key",
            ms_chap.CHANGE_PASSWORD,
            "MS-CHAP-NT-Enc-PW",
        )
    ] == [
        ms_chap_v2.CHALLENGE_KEY,
        ms_chap_v2.RESPONSE_KEY,
        ms_chap_v2.SUCCESS_KEY,
        MPPE_SEND_KEY,
        MPPE_RECEIVE_KEY,
        ms_chap_change.CHANGE_KEY,
        ms_chap_change.NEW_PASSWORD_KEY,
    ]
