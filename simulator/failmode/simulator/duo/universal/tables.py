"""Tables of the Universal Prompt."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from failmode.simulator.duo.universal.redirect_uris import CODE_NAMES, is_redirect_uri
from failmode.simulator.state.constraints import Constraint, keeps, one_of
from failmode.simulator.state.store import Base


class PromptSessionRow(Base):
    """One prompt session, column by column as `PromptSession` describes it."""

    __tablename__ = "duo_universal_prompts"

    session_id: Mapped[str] = mapped_column(primary_key=True)
    ikey: Mapped[str]
    username: Mapped[str]
    redirect_uri: Mapped[str] = mapped_column(
        info=keeps(Constraint("an absolute http or https URL", is_redirect_uri))
    )
    state: Mapped[str]
    nonce: Mapped[str | None]
    code_name: Mapped[str] = mapped_column(info=keeps(one_of(CODE_NAMES)))
    enroll_portal_url: Mapped[str | None]
    expires: Mapped[float] = mapped_column(index=True)
    txid: Mapped[str | None]
    ended: Mapped[float | None]
    code: Mapped[str | None] = mapped_column(unique=True)
    redeemed: Mapped[float | None]


class AssertionRow(Base):
    """A client assertion that was used; `expires` is when it would be refused anyway."""

    __tablename__ = "duo_universal_assertions"

    ikey: Mapped[str] = mapped_column(primary_key=True)
    jti: Mapped[str] = mapped_column(primary_key=True)
    expires: Mapped[float] = mapped_column(index=True)
