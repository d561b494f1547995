"""Checks who sends a signed request."""

from __future__ import annotations

from failmode.simulator.duo.api.access import Access
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.api.rate_limiter import RateLimiter
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.api.signature import Credentials, SignedRequest, Version, verify
from failmode.simulator.duo.directory.integrations import Integrations
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.errors import AccessForbiddenError, InvalidIntegrationKeyError
from failmode.simulator.state.clock import Clock


class Authenticator:
    """Tells integrations by their signatures.

    A request counts against its integration's rate limit even when it is refused for another
    reason, so it is authenticated before the transaction in which it is answered.

    Args:
        clock: the cloud's clock.
        settings: how far a signed date may be from it.
        integrations: whose secret keys sign.
        rate_limiter: counts the requests.
    """

    def __init__(
        self,
        clock: Clock,
        settings: StoredSettings,
        integrations: Integrations,
        rate_limiter: RateLimiter,
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._integrations = integrations
        self._rate_limiter = rate_limiter

    def authenticate(
        self, given: Credentials, request: SignedRequest, access: Access
    ) -> tuple[Integration, Version]:
        """Check who sends a request.

        Args:
            given: what the request says of its sender.
            request: the request as received.
            access: what the call needs.

        Returns:
            The integration, and the version of its signature.

        Raises:
            InvalidIntegrationKeyError: for an unknown integration key.
            InvalidSignatureError: when the signature does not fit.
            MissingTimestampError: when a date must be signed, and none can be read.
            BadTimestampError: when the signed date is not near the cloud's clock.
            AccessForbiddenError: for an integration of another type.
            TooManyRequestsError: when the integration has sent too many.
        """
        integration = self._integrations.find(given.ikey)
        if integration is None:
            raise InvalidIntegrationKeyError
        version = verify(
            request,
            given.signature,
            integration.skey,
            now=self._clock.now(),
            window=self._settings.current.clock_window_seconds,
            accepted=access.versions,
        )
        if integration.type.api is not access.api:
            raise AccessForbiddenError
        self._rate_limiter.count(integration, self._clock.now())
        return integration, version

    def check(
        self,
        request: DuoRequest,
        access: Access,
        lists: frozenset[str] = frozenset(),
        documents: frozenset[str] = frozenset(),
    ) -> tuple[Integration, Params]:
        """Return the integration that sends a request, and the request's parameters.

        Args:
            request: the request.
            access: what the call needs.
            lists: parameters that may be given several times.
            documents: parameters whose values are JSON.

        Raises:
            DuoError: when the request is not signed as it must be, or its parameters are
                malformed.
        """
        # Parameters that cannot be read are refused first, whoever sent them.
        signed = request.signed()
        integration, _ = self.authenticate(request.credentials, signed, access)
        return integration, request.params(lists, documents)
