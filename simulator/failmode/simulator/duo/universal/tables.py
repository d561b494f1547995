"""Tables of the Universal Prompt."""

from __future__ import annotations

from sqlalchemy import Column, Double, String, Table

from failmode.simulator.duo.universal.redirect_uris import CODE_NAMES, is_redirect_uri
from failmode.simulator.state.constraints import Constraint, keeps, one_of
from failmode.simulator.state.metadata import METADATA

PROMPT_SESSIONS = Table(
    "duo_universal_prompts",
    METADATA,
    Column("session_id", String, primary_key=True),
    Column("ikey", String, nullable=False),
    Column("username", String, nullable=False),
    Column(
        "redirect_uri",
        String,
        info=keeps(Constraint("an absolute http or https URL", is_redirect_uri)),
        nullable=False,
    ),
    Column("state", String, nullable=False),
    Column("nonce", String),
    Column("code_name", String, info=keeps(one_of(CODE_NAMES)), nullable=False),
    Column("enroll_portal_url", String),
    Column("expires", Double, index=True, nullable=False),
    Column("txid", String),
    Column("ended", Double),
    Column("code", String, unique=True),
    Column("redeemed", Double),
)
"""One prompt session, column by column as `PromptSession` describes it."""


ASSERTIONS = Table(
    "duo_universal_assertions",
    METADATA,
    Column("ikey", String, primary_key=True),
    Column("jti", String, primary_key=True),
    Column("expires", Double, index=True, nullable=False),
)
"""A client assertion that was used; `expires` is when it would be refused anyway."""
