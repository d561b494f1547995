"""Whom a request of the Universal Prompt is about, for fault rules and the journal."""

from __future__ import annotations

from collections.abc import Mapping

from failmode.simulator.duo.api.serialization import is_text
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.universal.pages import SESSION
from failmode.simulator.duo.universal.prompt_sessions import PromptSession, PromptSessions
from failmode.simulator.duo.universal.tokens import unverified_claim


class UserResolver:
    """Finds users.

    Args:
        duo: the cloud.
    """

    def __init__(self, duo: DuoService) -> None:
        self._duo = duo
        self._visits = PromptSessions(duo.store)

    def user(self, values: Mapping[str, str]) -> str | None:
        """The user of a request.

        Args:
            values: the parameters of query and form, unchecked.

        Returns:
            What the directory calls her, or as she was sent when it does not know her; None when
            the request names nobody. Nothing is checked here: what is wrong is refused later.
        """
        sent = {name: value for name, value in values.items() if is_text(value)}
        if SESSION in sent:
            return self._named(self._visits.get(sent[SESSION]))
        if "code" in sent:
            return self._named(self._visits.by_code(sent["code"]))
        username = unverified_claim(sent.get("request", ""), "duo_uname")
        if username is None or not is_text(username):
            return None
        return self._duo.directory_name(sent.get("client_id", ""), username)

    def _named(self, visit: PromptSession | None) -> str | None:
        return None if visit is None else self._duo.directory_name(visit.ikey, visit.username)
