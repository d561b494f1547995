"""What no readable source confirms about the activation of Duo Mobile, each with a name."""

from __future__ import annotations

PLATFORMS = {"android": "Google Android", "ios": "Apple iOS"}
"""Platforms that can be activated, by the word that Duo Mobile sends, and what Duo calls them.
`Android` is seen in clients; that iOS sends its own name is unconfirmed."""

SIGNATURES = ("rsa-sha512",)
"""Values of `pkpush` that are accepted. It is the only one that is seen in clients."""

CUSTOMER_NAME = "Simulated customer"
"""Name of the customer in an activation's answer: nobody gives the simulated account one."""
