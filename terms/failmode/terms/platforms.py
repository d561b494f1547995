"""The platforms that Duo guards logins on."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """A platform, by the name that the command line uses."""

    WINDOWS_WORKSTATION = "windows-workstation"
    WINDOWS_SERVER = "windows-server"
    MACOS = "macos"

    @property
    def words(self) -> str:
        """The platform in running text: `Windows workstation`, `Windows server`, `macOS`."""
        return _WORDS[self]

    @classmethod
    def from_words(cls, words: str) -> Platform:
        """Find the platform that running text names.

        Raises:
            ValueError: when no platform has these words.
        """
        for platform, known in _WORDS.items():
            if known == words:
                return platform
        raise ValueError(f"{words!r} is no platform; known: {', '.join(_WORDS.values())}")


_WORDS = {
    Platform.WINDOWS_WORKSTATION: "Windows workstation",
    Platform.WINDOWS_SERVER: "Windows server",
    Platform.MACOS: "macOS",
}
