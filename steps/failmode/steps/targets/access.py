"""The one way from steps to a target: what it lacks is refused here, and what is wrong with it."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar, cast

from failmode.steps.errors import (
    BrokenTargetError,
    CannotDo,
    NoSuchProduct,
    StepsError,
    TargetError,
)
from failmode.steps.targets.capabilities import (
    CHECK,
    EXCHANGES,
    HEALTH,
    PRODUCT_LOGINS,
    Capability,
    Check,
    Health,
    ProductLogins,
    Target,
)
from failmode.terms import FailmodeError

_Offered = TypeVar("_Offered")
_OWN = "failmode."
"""How the references of our own targets begin."""

_REQUIRED_METHODS = ("begin", "close")
_REMEDY = "See failmode.steps.targets.capabilities for what it has to look like"


class TargetUnderTest:
    """A target, and the checks that everything it offers is what the steps expect.

    Args:
        name: the name given with `--target`.
        target: what the factory returned.
        made_by: reference of the factory, for messages and to tell who answers for the target.

    Raises:
        TargetError: when that is no target, or offers something that lacks a method.
    """

    def __init__(self, name: str, target: object, *, made_by: str) -> None:
        self.name = name
        self.is_built_in = made_by.startswith(_OWN)
        self._where = f"target {name!r}"
        self._fit: set[tuple[Capability[Any], type]] = set()
        self._target = self._checked_target(target, made_by)
        for capability, offered in self._offers().items():
            self._check_offer(capability, offered)

    def capability(self, wanted: Capability[_Offered]) -> _Offered:
        """Give what the target offers for a capability.

        Raises:
            CannotDo: when it offers nothing.
            TargetError: when what it offers lacks a method.
        """
        offered = self._offers().get(wanted)
        if offered is None:
            raise self._lacks(wanted)
        self._check_offer(wanted, offered)
        return cast(_Offered, offered)

    def product_logins(self, product: str) -> ProductLogins:
        """Give what the target offers for logins through a product, by the product's name.

        Raises:
            NoSuchProduct: when it offers none for this product.
            TargetError: when what it offers lacks a method, or fails to name its products.
        """
        if self._offers().get(PRODUCT_LOGINS) is None:
            raise NoSuchProduct(self.name, product)
        offered = self.capability(PRODUCT_LOGINS)
        try:
            known = product in offered.products()
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises
            self._fail("products", error)
        if not known:
            raise NoSuchProduct(self.name, product)
        return offered

    def lacking(
        self, wanted: Iterable[Capability[Any]], product: str | None = None
    ) -> CannotDo | None:
        """Find the first capability that the target does not offer; None when it offers all.

        Of a target that offers nothing yet, nothing is known before it has begun.

        Args:
            wanted: what is needed.
            product: the product that logins go through, where they need a product by its name.

        Raises:
            TargetError: when what the target offers lacks a method, or fails to name its products.
        """
        offers = self._offers()
        try:
            if offers and product is not None:
                self.product_logins(product)
        except NoSuchProduct as lacking:
            return lacking
        missing = next((one for one in wanted if offers and one not in offers), None)
        return None if missing is None else self._lacks(missing)

    def check(self, fields: Sequence[str]) -> None:
        """Let the target say whether it can be used, if it offers to.

        Args:
            fields: names of the custom fields that the scenarios speak of.

        Raises:
            TargetError: when it cannot be used.
        """
        offered = self._offers().get(CHECK)
        if offered is None:
            return
        try:
            cast(Check, offered).check(fields)
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises
            self._fail("check", error)

    def begin(self) -> None:
        """Make the target ready for the next scenario.

        Raises:
            TargetError: when the target fails to.
        """
        try:
            self._target.begin()
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises
            self._fail("begin", error)

    def check_health(self) -> None:
        """Let the target say whether anything has broken inside it, if it offers to.

        Raises:
            FailmodeError: one that is `internal`, when something has since the scenario began.
            TargetError: when the target fails to say so.
        """
        offered = self._offers().get(HEALTH)
        if offered is None:
            return
        try:
            cast(Health, offered).check()
        except Exception as error:
            if isinstance(error, FailmodeError) and error.internal:
                raise
            self._fail("check", error)

    def exchanges(self) -> tuple[str, ...]:
        """Give what went over the wire since the scenario began, secrets masked.

        A report must not fail because of this: what goes wrong is told in place of the exchanges.
        """
        offered = self._offers().get(EXCHANGES)
        if offered is None:
            return ()
        try:
            texts = cast(Any, offered).texts()
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises
            return (f"{self._where}: {EXCHANGES.name}.texts failed: {raised(error)}",)
        if isinstance(texts, Sequence) and all(isinstance(text, str) for text in texts):
            return tuple(texts)
        return (f"{self._where}: {EXCHANGES.name}.texts returned {texts!r}, which is no texts",)

    def close(self) -> None:
        """Let the target release everything.

        Raises:
            TargetError: when the target fails to.
        """
        try:
            self._target.close()
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises
            self._fail("close", error)

    def _lacks(self, capability: Capability[Any]) -> CannotDo:
        withheld = getattr(self._target, "withheld", None)
        why = withheld.get(capability, "") if isinstance(withheld, Mapping) else ""
        return CannotDo(self.name, capability.action, str(why))

    def _fail(self, method: str, error: Exception) -> NoReturn:
        if isinstance(error, TargetError):
            raise error
        if isinstance(error, StepsError):
            raise TargetError(f"{self._where}: {error.what}", error.remedy) from error
        raise BrokenTargetError(
            f"{self._where}: {method} failed: {raised(error)}", "Correct the target"
        ) from error

    def _checked_target(self, target: object, made_by: str) -> Target:
        lacking = [name for name in _REQUIRED_METHODS if not callable(getattr(target, name, None))]
        if not _has(target, "capabilities"):
            lacking.insert(0, "capabilities")
        if lacking:
            raise TargetError(
                f"{self._where}: {made_by} returned {_type_of(target)}, which lacks "
                f"{', '.join(lacking)}",
                _REMEDY,
            )
        return cast(Target, target)

    def _offers(self) -> Mapping[Capability[Any], object]:
        try:
            offers: object = self._target.capabilities
        except Exception as error:  # noqa: BLE001 - a property of an adapter raises whatever it likes
            self._fail("capabilities", error)
        if not isinstance(offers, Mapping):
            raise TargetError(
                f"{self._where}: its capabilities are {_type_of(offers)}, which is no mapping",
                _REMEDY,
            )
        return offers

    def _check_offer(self, capability: object, offered: object) -> None:
        if not isinstance(capability, Capability):
            raise TargetError(
                f"{self._where}: {capability!r} among its capabilities is no capability", _REMEDY
            )
        if (capability, type(offered)) in self._fit:
            return
        for name, expected in capability.methods().items():
            method = getattr(offered, name, None)
            if not callable(method):
                raise TargetError(
                    f"{self._where}: its {capability.name}, {_type_of(offered)}, has no method "
                    f"{name!r}",
                    _REMEDY,
                )
            if problem := _unfit(method, expected):
                raise TargetError(
                    f"{self._where}: {name!r} of its {capability.name}, {_type_of(offered)}, "
                    f"cannot be called as {name}{expected}: {problem}",
                    _REMEDY,
                )
        self._fit.add((capability, type(offered)))


def raised(error: BaseException) -> str:
    """Tell an exception in one line, with the place where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    location = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    message = " ".join(str(error).split())
    return (
        f"{type(error).__name__}: {message}{location}"
        if message
        else f"{type(error).__name__}{location}"
    )


def _unfit(method: object, expected: inspect.Signature) -> str:
    """Say why a method cannot be called as a step calls it; empty when it can."""
    try:
        signature = inspect.signature(cast(Any, method))
    except (TypeError, ValueError):
        return ""
    positional: list[None] = []
    named: dict[str, None] = {}
    for parameter in expected.parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            named[parameter.name] = None
        else:
            positional.append(None)
    try:
        signature.bind(*positional, **named)
    except TypeError as error:
        return str(error)
    return ""


def _has(target: object, name: str) -> bool:
    try:
        return hasattr(target, name)
    except Exception:  # noqa: BLE001 - a property that fails is there, and fails again when used
        return True


def _type_of(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
