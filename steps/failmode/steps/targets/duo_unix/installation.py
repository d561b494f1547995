"""Where Duo Unix and the programs that drive it are installed, and which version it is."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from failmode.steps.errors import CannotDo, NotInstalled, TargetError

LOGIN_DUO_VARIABLE = "FAILMODE_LOGIN_DUO"
"""Environment variable with the path of a `login_duo` of your own, such as a newer version."""

PAM_DUO_VARIABLE = "FAILMODE_PAM_DUO"
"""Environment variable with the path of a `pam_duo.so` of your own."""

_ADMINISTRATION = ("/usr/local/sbin", "/usr/sbin", "/sbin")
_LIBRARIES = ("/usr/local/lib", "/usr/lib", "/lib", "/usr/lib64", "/lib64")
_PACKAGES = {
    "login_duo": "login-duo",
    "pam_duo.so": "libpam-duo",
    "libpam_wrapper.so": "libpam-wrapper",
    "pam_matrix.so": "libpam-wrapper",
    "pamtester": "pamtester",
    "setpriv": "util-linux",
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
}
_VERSION = re.compile(rb"(?:login|pam)_duo[/ ]([0-9]+(?:\.[0-9]+)+)")


@dataclass(frozen=True, slots=True)
class Installation:
    """The programs of this machine.

    Args:
        target: name of the target, for the reason of a skip.
        environment: where the places of other versions, and `PATH`, are read from.
    """

    target: str
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def login_duo(self) -> Path:
        """Find `login_duo`, from `FAILMODE_LOGIN_DUO` when that is set.

        Raises:
            NotInstalled: when there is none.
            TargetError: when that names no file.
        """
        return self._given(LOGIN_DUO_VARIABLE) or self.program("login_duo")

    def pam_duo(self) -> Path:
        """Find `pam_duo.so`, from `FAILMODE_PAM_DUO` when that is set.

        Raises:
            NotInstalled: when there is none.
            TargetError: when that names no file.
        """
        return self._given(PAM_DUO_VARIABLE) or self._library(
            "pam_duo.so", ("*/security", "security")
        )

    def pam_wrapper(self) -> Path:
        """Find `libpam_wrapper.so`, which takes PAM services from any directory.

        Raises:
            NotInstalled: when it is not installed.
        """
        return self._library("libpam_wrapper.so", ("*", "."))

    def pam_matrix(self) -> Path:
        """Find `pam_matrix.so`, a PAM module that knows passwords from a file.

        Raises:
            NotInstalled: when it is not installed.
        """
        return self._library("pam_matrix.so", ("*/pam_wrapper", "pam_wrapper"))

    def program(self, name: str) -> Path:
        """Find a program by its name, also where only administrators look for it.

        Raises:
            NotInstalled: when it is not installed; names the Debian package.
        """
        path = os.pathsep.join((self.environment.get("PATH", os.defpath), *_ADMINISTRATION))
        found = shutil.which(name, path=path)
        if found is None:
            raise self._missing(name)
        return Path(found)

    def terminal(self) -> None:
        """See that programs can be run on a terminal.

        Raises:
            CannotDo: when pexpect is not installed.
        """
        if find_spec("pexpect") is None:
            raise CannotDo(
                self.target,
                "run a program on a terminal: pexpect is not installed "
                "(pip install 'failmode[duo]')",
            )

    def version(self, binary: Path) -> str:
        """Read the version of Duo Unix that a binary was built as, such as `1.11.3`.

        Raises:
            CannotDo: when the file does not tell, or cannot be read.
        """
        try:
            found = _VERSION.search(binary.read_bytes())
        except OSError as error:
            raise CannotDo(self.target, f"read {binary}: {error.strerror}") from error
        if found is None:
            raise CannotDo(self.target, f"tell which version of Duo Unix {binary} is")
        return found.group(1).decode("ascii")

    def _given(self, variable: str) -> Path | None:
        value = self.environment.get(variable)
        if not value:
            return None
        path = Path(value).absolute()
        if not path.is_file():
            raise TargetError(
                f"target {self.target!r}: {variable} names {value}, which is not a file",
                "Correct the path, or unset it to use the installed program",
            )
        return path

    def _library(self, name: str, below: tuple[str, ...]) -> Path:
        for folder in _LIBRARIES:
            for pattern in below:
                for found in sorted(Path(folder).glob(f"{pattern}/{name}")):
                    return found
        raise self._missing(name)

    def _missing(self, name: str) -> NotInstalled:
        return NotInstalled(
            self.target,
            f"run {name}: it is not installed (Debian package: {_PACKAGES[name]})",
            missing=name,
            remedy=f"apt-get install {_PACKAGES[name]}",
        )
