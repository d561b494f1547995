"""The kinds of RADIUS servers beside [radius_server_auto].

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/radius_server_*.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar

from failmode.simulator.authproxy.cfg.ini import RawSection, quoted
from failmode.simulator.authproxy.cfg.options import (
    ExistingFile,
    Flag,
    Group,
    Number,
    ReadContext,
    SingleOption,
    Text,
)
from failmode.simulator.authproxy.cfg.sections.base import ClientSection, FactorOptions
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection
from failmode.simulator.authproxy.cfg.tls import (
    DEFAULT_MINIMUM_TLS_VERSION,
    TlsVersion,
    server_tls_context,
    unusable_tls,
)
from failmode.simulator.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServerConcatSection(RadiusServerSection):
    """[radius_server_concat]: the password always ends with a factor or a passcode.

    Attributes:
        delimiter: between password and factor.
        delimited_password_length: characters of the password; 0: it ends at the last delimiter.
    """

    KIND: ClassVar[str] = "radius_server_concat"

    delimiter: Annotated[str, Text()] = ","
    delimited_password_length: Annotated[int, Number()] = 0


class PromptFormat(StrEnum):
    """How [radius_server_challenge] words its question."""

    CONSOLE = "console"
    HTML = "html"
    SHORT = "short"


class PromptFormatWord(SingleOption):
    """One of the words for a prompt; case does not matter."""

    def parse(self, context: ReadContext, key: str) -> PromptFormat:
        """Return the format."""
        value = context.section.text(key)
        try:
            return PromptFormat(value.lower())
        except ValueError:
            raise context.section.error(
                key, f"is {quoted(value)}", f"Expected one of {', '.join(PromptFormat)}"
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServerChallengeSection(RadiusServerSection):
    """[radius_server_challenge]: the user is asked for the factor after the password.

    Attributes:
        prompt_format: how the question is worded.
        enroll_challenge: tell a user who has to enroll by an Access-Challenge, whose answer is
            always refused; else by an Access-Reject.
    """

    KIND: ClassVar[str] = "radius_server_challenge"

    prompt_format: Annotated[PromptFormat, PromptFormatWord()] = PromptFormat.CONSOLE
    enroll_challenge: Annotated[bool, Flag()] = True


_NOBODY = DuoOnlyClientSection(name="duo_only_client")


class NoClient:
    """`client` of a section that has no primary authentication: allowed, and ignored."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the field's name."""
        return (field_name,)

    def read(self, context: ReadContext, field_name: str, default: Any) -> ClientSection:
        """Return what stands for no client; a client that is named is a warning."""
        if field_name in context.section.options:
            context.warnings.append(
                context.section.warning(
                    field_name, "is ignored: this server asks for the second factor alone"
                )
            )
        client: ClientSection = default
        return client


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServerDuoOnlySection(RadiusServerSection):
    """[radius_server_duo_only]: no primary authentication; the password is a factor or a passcode.

    Attributes:
        client: stands for no client.
    """

    KIND: ClassVar[str] = "radius_server_duo_only"

    client: Annotated[ClientSection, NoClient()] = _NOBODY


@dataclass(frozen=True, slots=True)
class EapFactorOptions(FactorOptions):
    """How [radius_server_eap] finds the factor: unless told otherwise it asks for it."""

    allow_concat: Annotated[bool, Flag()] = False


class NoExemption:
    """`exempt_username_N` of a section that has no such option."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return nothing: whoever writes it is told that it is unknown."""
        del field_name
        return ()

    def read(self, context: ReadContext, field_name: str, default: Any) -> tuple[str, ...]:
        """Return that nobody is exempt."""
        del context, field_name, default
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServerEapSection(RadiusServerSection):
    """[radius_server_eap]: PEAP, and EAP-GTC inside, which asks for the password.

    Attributes:
        certs: PEM file with the certificate of the tunnel, and those up to its CA.
        pkey: PEM file with its private key.
        prompt: the first question.
        minimum_tls_version: oldest version of TLS that clients may speak.
        cipher_list: OpenSSL's list of ciphers; empty: its own choice.
        factor_options: how the factor is found.
    """

    KIND: ClassVar[str] = "radius_server_eap"

    certs: Annotated[Path, ExistingFile("an existing PEM file")]
    pkey: Annotated[Path, ExistingFile("an existing PEM file")]
    prompt: Annotated[str, Text()] = "Enter your password: "
    minimum_tls_version: Annotated[str, TlsVersion()] = DEFAULT_MINIMUM_TLS_VERSION
    cipher_list: Annotated[str, Text()] = ""
    factor_options: Annotated[FactorOptions, Group(EapFactorOptions)] = field(
        default_factory=EapFactorOptions
    )
    exempt_usernames: Annotated[tuple[str, ...], NoExemption()] = ()

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find TLS that cannot be served."""
        yield from RadiusServerSection.check(self, raw)
        try:
            server_tls_context(self.certs, self.pkey, self.minimum_tls_version, self.cipher_list)
        except OSError as error:
            yield unusable_tls(raw, error, "certs")
