"""Duo's request signatures: what is signed, what is refused, and the same as Duo's own client."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from failmode.simulator.duo.api.params import decode_form, encode_form, encode_json
from failmode.simulator.duo.api.signature import (
    BodyKind,
    Digest,
    SignedRequest,
    Version,
    canonicalize,
    credentials,
    rfc2822,
    sign,
    signed_host,
    verify,
)
from failmode.simulator.duo.errors import (
    BadTimestampError,
    InvalidSignatureError,
    MissingCredentialsError,
    MissingTimestampError,
)

NOW = 1_795_284_467.0
DATE = rfc2822(NOW)
IKEY = "DIXYZV6YM8IFYVWBINCA"
SKEY = "yWHSMhWucAcp7qvuH3HWTaSaKABs8Gaddiv1NIRo"
HOST = "api-1234abcd.duosecurity.test"
PATH = "/auth/v2/preauth"
WINDOW = 300.0

text = st.text(max_size=30)
params = st.dictionaries(text.filter(bool), text, max_size=6)
schemes = st.sampled_from(
    [
        (Version.V1, Digest.SHA1),
        (Version.V1, Digest.SHA512),
        (Version.V2, Digest.SHA1),
        (Version.V2, Digest.SHA512),
        (Version.V4, Digest.SHA512),
        (Version.V5, Digest.SHA512),
    ]
)


def received(
    version: Version,
    headers: Mapping[str, str],
    sent: Mapping[str, str],
    method: str = "POST",
) -> SignedRequest:
    """Return the request as a server takes it apart, from the bytes that would be sent."""
    body = encode_json(sent) if version.hashes_body else encode_form(sent)
    in_body = method == "POST"
    return SignedRequest(
        method=method,
        host=f"{HOST.upper()}:8443",
        path=PATH,
        pairs=decode_form(encode_form(sent), 100) if not (in_body and version.hashes_body) else (),
        body=body if in_body else b"",
        body_kind=(BodyKind.JSON if version.hashes_body else BodyKind.FORM)
        if in_body
        else BodyKind.NONE,
        date=headers.get("Date"),
        duo_headers={k: v for k, v in headers.items() if k.lower().startswith("x-duo-")},
    )


def signed(
    version: Version,
    digest: Digest,
    sent: Mapping[str, str],
    *,
    method: str = "POST",
    duo_headers: Mapping[str, str] | None = None,
    date: str | None = DATE,
) -> dict[str, str]:
    """Headers of a request by a client."""
    in_json = version.hashes_body and method == "POST"
    return sign(
        version,
        method=method,
        host=HOST,
        path=PATH,
        ikey=IKEY,
        skey=SKEY,
        params={} if in_json else sent,
        date=date,
        digest=digest,
        body=encode_json(sent) if in_json else b"",
        duo_headers=duo_headers,
    )


@given(schemes, params, st.sampled_from(["GET", "POST"]))
def test_what_a_client_signs_the_cloud_accepts_and_names_the_version(
    scheme: tuple[Version, Digest], sent: dict[str, str], method: str
) -> None:
    version, digest = scheme
    headers = signed(version, digest, sent, method=method)
    given_credentials = credentials(headers["Authorization"])

    found = verify(
        received(version, headers, sent, method),
        given_credentials.signature,
        SKEY,
        now=NOW,
        window=WINDOW,
    )

    assert given_credentials.ikey == IKEY
    assert found is version


def changed(original: str, position: int, character: str) -> str:
    """`original` with one character replaced; the same length."""
    at = position % len(original)
    return original[:at] + character + original[at + 1 :]


@given(
    schemes,
    params.filter(bool),
    st.sampled_from(["method", "host", "path", "name", "value", "body", "date", "signature"]),
    st.integers(min_value=0),
    st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]),
)
def test_one_changed_character_anywhere_is_refused(
    scheme: tuple[Version, Digest],
    sent: dict[str, str],
    part: str,
    position: int,
    character: str,
) -> None:
    version, digest = scheme
    headers = signed(version, digest, sent)
    signature = credentials(headers["Authorization"]).signature
    request = received(version, headers, sent)
    if part == "signature":
        tampered, bad_signature = request, changed(signature, position, character)
        assume(bad_signature != signature)
    else:
        tampered, bad_signature = tamper(request, part, position, character), signature
        assume(canonicalize(version, tampered) != canonicalize(version, request))

    with pytest.raises(InvalidSignatureError):
        verify(tampered, bad_signature, SKEY, now=NOW, window=WINDOW)


def tamper(request: SignedRequest, part: str, position: int, character: str) -> SignedRequest:
    """Return the request with one character of one part replaced."""
    if part in {"name", "value"}:
        assume(request.pairs)
        (name, value), *others = request.pairs
        first = (
            (changed(name, position, character), value)
            if part == "name"
            else (name, changed(value, position, character) if value else character)
        )
        return replace(request, pairs=(first, *others))
    if part == "body":
        assume(request.body)
        body = changed(request.body.decode("latin-1"), position, character).encode("latin-1")
        return replace(request, body=body)
    if part == "date":
        return replace(request, date=changed(request.date or DATE, position, character))
    if part == "method":
        return replace(request, method=changed(request.method, position, character))
    if part == "host":
        return replace(request, host=changed(signed_host(request.host), position, character))
    return replace(request, path=changed(request.path, position, character))


@given(schemes, params, st.randoms(use_true_random=False))
def test_the_order_in_which_parameters_arrive_does_not_matter(
    scheme: tuple[Version, Digest], sent: dict[str, str], source: random.Random
) -> None:
    headers = signed(*scheme, sent, method="GET")
    request = received(scheme[0], headers, sent, method="GET")
    shuffled = list(request.pairs)
    source.shuffle(shuffled)

    found = verify(
        replace(request, pairs=tuple(shuffled)),
        credentials(headers["Authorization"]).signature,
        SKEY,
        now=NOW,
        window=WINDOW,
    )

    assert found is scheme[0]


@given(schemes, st.sampled_from(Version), params)
def test_a_signature_of_one_version_is_none_of_another(
    made: tuple[Version, Digest], accepted: Version, sent: dict[str, str]
) -> None:
    assume(made[0] is not accepted)
    headers = signed(*made, sent, method="GET")
    request = received(made[0], headers, sent, method="GET")

    with pytest.raises(InvalidSignatureError):
        verify(
            replace(request, date=DATE),
            credentials(headers["Authorization"]).signature,
            SKEY,
            now=NOW,
            window=WINDOW,
            accepted=frozenset({accepted}),
        )


@given(schemes, params, st.text(min_size=1, max_size=40))
def test_another_secret_key_is_refused(
    scheme: tuple[Version, Digest], sent: dict[str, str], skey: str
) -> None:
    assume(skey != SKEY)
    version, digest = scheme
    headers = signed(version, digest, sent)
    signature = credentials(headers["Authorization"]).signature

    with pytest.raises(InvalidSignatureError):
        verify(
            received(version, headers, sent),
            signature,
            skey,
            now=NOW,
            window=WINDOW,
        )


@pytest.mark.real
@given(
    params,
    st.sampled_from([(Version.V2, Digest.SHA1), (Version.V2, Digest.SHA512)]),
    st.sampled_from(["GET", "POST"]),
)
def test_version_2_signs_like_duos_own_client(
    sent: dict[str, str], scheme: tuple[Version, Digest], method: str
) -> None:
    duo = pytest.importorskip("duo_client.client", reason="duo_client is missing")
    digest = scheme[1]
    digestmod = {Digest.SHA1: hashlib.sha1, Digest.SHA512: hashlib.sha512}[digest]
    theirs = duo.sign(
        IKEY, SKEY, method, HOST, PATH, DATE, 2, duo.normalize_params(sent), digestmod=digestmod
    )

    assert signed(Version.V2, digest, sent, method=method)["Authorization"] == theirs


@pytest.mark.real
@given(params, st.sampled_from([Version.V4, Version.V5]), st.sampled_from(["GET", "POST"]))
def test_versions_4_and_5_sign_like_duos_own_client(
    sent: dict[str, str], version: Version, method: str
) -> None:
    duo = pytest.importorskip("duo_client.client", reason="duo_client is missing")
    duo_headers = {"X-Duo-Zone": "b", "x-duo-Area": "a"} if version is Version.V5 else {}
    body = duo.Client.canon_json(sent) if method == "POST" else ""
    theirs = duo.sign(
        IKEY,
        SKEY,
        method,
        HOST,
        PATH,
        DATE,
        int(version),
        {} if method == "POST" else duo.normalize_params(sent),
        body=body,
        additional_headers=duo_headers,
    )

    ours = signed(version, Digest.SHA512, sent, method=method, duo_headers=duo_headers)

    assert ours["Authorization"] == theirs


@given(params)
def test_version_1_is_version_2_without_the_date(sent: dict[str, str]) -> None:
    request = SignedRequest("POST", HOST, PATH, tuple(sent.items()), date=DATE)

    dated = canonicalize(Version.V2, request)

    assert dated == DATE.encode() + b"\n" + canonicalize(Version.V1, request)


@pytest.mark.parametrize("off", [-300.0, 0.0, 300.0])
def test_a_date_inside_of_the_window_is_accepted(off: float) -> None:
    headers = signed(Version.V2, Digest.SHA512, {}, date=rfc2822(NOW + off))
    signature = credentials(headers["Authorization"]).signature

    found = verify(received(Version.V2, headers, {}), signature, SKEY, now=NOW, window=WINDOW)

    assert found is Version.V2


@pytest.mark.parametrize("off", [-301.0, 301.0, 4000.0])
def test_a_date_outside_of_the_window_is_a_bad_timestamp(off: float) -> None:
    headers = signed(Version.V2, Digest.SHA512, {}, date=rfc2822(NOW + off))
    signature = credentials(headers["Authorization"]).signature

    with pytest.raises(BadTimestampError):
        verify(received(Version.V2, headers, {}), signature, SKEY, now=NOW, window=WINDOW)


@given(st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40))
def test_an_unreadable_date_is_a_missing_timestamp_even_when_it_is_signed(date: str) -> None:
    request = SignedRequest("GET", HOST, PATH, date=date)
    headers = signed(Version.V2, Digest.SHA512, {}, method="GET", date=date)
    signature = credentials(headers["Authorization"]).signature

    with pytest.raises(MissingTimestampError):
        verify(request, signature, SKEY, now=NOW, window=WINDOW)


def test_a_date_in_another_time_zone_is_read_as_the_same_moment() -> None:
    date = "Sat, 21 Nov 2026 20:07:47 +0200"
    headers = signed(Version.V2, Digest.SHA512, {}, method="GET", date=date)
    signature = credentials(headers["Authorization"]).signature

    found = verify(
        SignedRequest("GET", HOST, PATH, date=date), signature, SKEY, now=NOW, window=WINDOW
    )

    assert found is Version.V2


def test_version_1_has_no_date_so_a_wrong_clock_does_not_matter() -> None:
    headers = signed(Version.V1, Digest.SHA1, {"user": "alice"}, date=None)
    signature = credentials(headers["Authorization"]).signature
    request = received(Version.V1, headers, {"user": "alice"})

    assert "Date" not in headers
    assert verify(request, signature, SKEY, now=NOW + 1e9, window=WINDOW) is Version.V1


def test_a_version_that_is_not_accepted_is_refused() -> None:
    headers = signed(Version.V2, Digest.SHA1, {"user": "alice"})
    signature = credentials(headers["Authorization"]).signature

    with pytest.raises(InvalidSignatureError):
        verify(
            received(Version.V2, headers, {"user": "alice"}),
            signature,
            SKEY,
            now=NOW,
            window=WINDOW,
            accepted=frozenset({Version.V5}),
        )


def test_a_request_that_must_be_dated_and_is_not_has_a_missing_timestamp() -> None:
    headers = signed(Version.V2, Digest.SHA512, {}, method="GET")
    signature = credentials(headers["Authorization"]).signature

    with pytest.raises(MissingTimestampError):
        verify(
            SignedRequest("GET", HOST, PATH),
            signature,
            SKEY,
            now=NOW,
            window=WINDOW,
            accepted=frozenset({Version.V2, Version.V5}),
        )


def test_a_json_body_that_version_2_would_leave_unsigned_is_refused() -> None:
    headers = signed(Version.V2, Digest.SHA512, {}, method="POST")
    signature = credentials(headers["Authorization"]).signature
    request = SignedRequest(
        "POST",
        HOST,
        PATH,
        body=encode_json({"username": "mallory"}),
        body_kind=BodyKind.JSON,
        date=DATE,
    )

    with pytest.raises(InvalidSignatureError):
        verify(request, signature, SKEY, now=NOW, window=WINDOW)


def test_version_5_refuses_an_x_duo_header_that_was_not_signed() -> None:
    headers = signed(Version.V5, Digest.SHA512, {"username": "alice"})
    signature = credentials(headers["Authorization"]).signature
    request = received(Version.V5, headers, {"username": "alice"})
    with_header = replace(request, duo_headers={"x-duo-extra": "1"})

    with pytest.raises(InvalidSignatureError):
        verify(with_header, signature, SKEY, now=NOW, window=WINDOW)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("API-1234.DuoSecurity.test", "api-1234.duosecurity.test"),
        ("localhost:8443", "localhost"),
        ("[::1]:443", "[::1]"),
        ("", ""),
    ],
)
def test_the_host_is_signed_without_port_and_in_lower_case(host: str, name: str) -> None:
    assert signed_host(host) == name


@given(st.one_of(st.none(), st.text(), st.binary().map(lambda b: b.decode("latin-1"))))
def test_a_header_that_holds_no_credentials_is_missing_credentials(header: str | None) -> None:
    assume(header is None or not header.lower().startswith("basic "))

    with pytest.raises(MissingCredentialsError):
        credentials(header)


@given(st.binary(max_size=60))
def test_any_basic_token_is_read_or_refused_without_a_crash(token: bytes) -> None:
    header = "Basic " + base64.b64encode(token).decode("ascii")
    try:
        found = credentials(header)
    except MissingCredentialsError:
        return
    assert f"{found.ikey}:{found.signature}".encode() == token


def test_a_dated_version_without_a_date_cannot_be_signed() -> None:
    with pytest.raises(ValueError, match="signs a date"):
        signed(Version.V2, Digest.SHA512, {}, date=None)


def test_versions_4_and_5_are_not_made_with_sha_1() -> None:
    with pytest.raises(ValueError, match="not made with sha1"):
        signed(Version.V5, Digest.SHA1, {})


def test_credentials_do_not_show_the_signature() -> None:
    found = credentials(signed(Version.V2, Digest.SHA512, {})["Authorization"])

    assert found.signature not in repr(found)
