"""The deployment: custom fields through the agent, a package for a product's installer out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from failmode.simulator.deployment.agent import AgentChannel, Reading, read_field, read_options
from failmode.simulator.deployment.fields import (
    HKEY_FIELD,
    IKEY_FIELD,
    REFERENCE_FIELDS,
    SKEY_FIELD,
    FieldSetting,
    Meaning,
)
from failmode.simulator.deployment.rules import DeploymentRules
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.product import FAILOPEN, Package, Product
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.errors import ConfigError
from failmode.terms import MASK, Platform

_AGENT = "ninjarmm-cli"


@dataclass(frozen=True, slots=True)
class Deployment:
    """What a deployment hands to a product's installer, and how it came about.

    Attributes:
        package: what is handed over.
        trace: step by step how it came about, secrets masked.
        warnings: what an administrator should look at.
    """

    package: Package
    trace: tuple[Step, ...]
    warnings: tuple[str, ...] = ()


def deploy(
    agent: AgentChannel,
    platform: Platform,
    keys: DuoKeys | None = None,
    *,
    product: Product | None = None,
    fields: Sequence[FieldSetting] = REFERENCE_FIELDS,
    rules: DeploymentRules | None = None,
) -> Deployment:
    """Carry the fields' options to an endpoint's Duo settings.

    FAILOPEN is always written. Where no field feeds it, or the field is unset, cannot be read, or
    holds an option that is not found or not known, it is an explicit fail-closed setting. Any
    other setting is written where its field can be read, an unset field by the number that the
    setting has then; where it cannot, or its option is not known, it is left out on Windows and
    off on a Mac.

    Args:
        agent: the agent of the device.
        platform: the device's platform.
        keys: the Duo application's keys; read from the custom fields when left out.
        product: what is deployed; the product that guards the platform when left out.
        fields: the drop-downs to carry, each with the setting that it feeds; those that cannot
            be read are passed over.
        rules: what the deployment decides by; the reference deployment when left out.

    Raises:
        ConfigError: when a key is needed and its field is unset or cannot be read.
    """
    chosen = product or ENDPOINT_PRODUCTS.kind(platform.value).product
    return _Run(agent, platform, chosen, rules or DeploymentRules()).deploy(keys, fields)


class _Run:
    """One run of the deployment script on one device."""

    def __init__(
        self, agent: AgentChannel, platform: Platform, product: Product, rules: DeploymentRules
    ) -> None:
        self._agent = agent
        self._platform = platform
        self._product = product
        self._rules = rules
        self._trace = Trace()
        self._warnings: list[str] = []

    def deploy(self, keys: DuoKeys | None, fields: Sequence[FieldSetting]) -> Deployment:
        keys = keys or self._read_keys()
        feeding = next((one.field for one in fields if one.setting.name == FAILOPEN), None)
        fail_open = self._fail_open(feeding)
        values = {} if fail_open is None else {FAILOPEN: int(fail_open)}
        for one in fields:
            if one.setting.name == FAILOPEN or one.setting.name not in self._product.settings:
                continue
            reading = read_field(self._agent, one.field)
            if reading.problem:
                continue
            number = self._rules.number(one.setting.name, self._number(one, reading))
            result = "the setting is left out" if number is None else str(number)
            self._trace.add(f"decide {one.setting.name}", result=result)
            if number is not None:
                values[one.setting.name] = number
        package = self._product.pack(self._platform, keys, values)
        self._trace.add(package.action, exchange=package.summary)
        return Deployment(package, self._trace.steps, tuple(self._warnings))

    def _read_keys(self) -> DuoKeys:
        texts = []
        for name in (IKEY_FIELD, SKEY_FIELD, HKEY_FIELD):
            reading = read_field(self._agent, name)
            if not reading.text:
                raise ConfigError(
                    f"custom field {name} {reading.problem or 'is unset'}",
                    "Set it for the organization, with a value that automations may read, or "
                    "give the keys directly",
                )
            texts.append(reading.text)
            shown = MASK if name == SKEY_FIELD else self._trace.sanitize(reading.text)
            self._trace.add("read a key", peer=_AGENT, exchange=f"get {name}", result=shown)
        return DuoKeys(*texts)

    def _fail_open(self, name: str | None) -> bool | None:
        label = None if name is None else self._label(name)
        covered = self._covered(label)
        setting = self._rules.fail_open(label, covered)
        if covered is None and name is None:
            why = "no field feeds it"
        elif covered is None:
            why = "no option is chosen" if label is None else "the option is not known"
        else:
            why = f"the option {'covers' if covered else 'does not cover'} {self._platform.words}"
        result = {True: "fail open", False: "fail closed", None: "the setting is left out"}[setting]
        self._trace.add("decide the failmode", exchange=why, result=result)
        return setting

    def _number(self, one: FieldSetting, reading: Reading) -> int | None:
        if not reading.text:
            return one.setting.unset
        label = self._resolve(one.field, reading)
        if label is None:
            return None
        if one.setting.meaning is Meaning.NUMBER:
            if label in (str(number) for number in one.setting.numbers):
                return int(label)
            self._warn(f"{one.field}: the option {label!r} is not a number that Duo knows")
            return None
        covered = self._covered(label)
        return None if covered is None else int(covered)

    def _label(self, name: str) -> str | None:
        reading = read_field(self._agent, name)
        shown = reading.problem or reading.text or "unset"
        self._trace.add(
            "read the option", peer=_AGENT, exchange=f"get {name}", result=self._sanitize(shown)
        )
        if reading.problem:
            self._warn(f"{name} cannot be read: {reading.problem}")
        if not reading.text:
            return None
        return self._resolve(name, reading)

    def _resolve(self, name: str, reading: Reading) -> str | None:
        lines, problem = read_options(self._agent, name)
        label = self._rules.resolve(reading.text, lines)
        if label is None:
            shown = problem or "no option has this GUID"
            self._warn(f"{name} holds {reading.text!r}: {shown}")
        else:
            shown = label
        self._trace.add(
            "resolve the option",
            peer=_AGENT,
            exchange=f"options {name}",
            result=self._sanitize(shown),
        )
        return label

    def _covered(self, label: str | None) -> bool | None:
        if label is None:
            return None
        covered = self._rules.covers(label, self._platform)
        if covered is None:
            self._warn(f"the option {label!r} names no platform that is known")
        return covered

    def _warn(self, text: str) -> None:
        text = self._sanitize(text)
        self._warnings.append(text)
        self._trace.add("warning", result=text)

    def _sanitize(self, text: str) -> str:
        return self._trace.sanitize(text)
