"""The kinds of RADIUS servers beside [radius_server_auto].

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/radius_server_*.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from failmode.simulator.authproxy.cfg.options import (
    Flag,
    Number,
    ReadContext,
    SingleOption,
    Text,
)
from failmode.simulator.authproxy.cfg.sections.base import ClientSection
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection


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
                key, f"is {value!r}", f"Expected one of {', '.join(PromptFormat)}"
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
