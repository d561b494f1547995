"""The replaceable parts of the simulated target, such as a deployment of your own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from failmode.simulator import (
    ENDPOINT_PRODUCTS,
    AgentChannel,
    ClassifyLogin,
    DeploymentRules,
    Products,
    classify_login,
)
from failmode.steps.targets.duo_unix import Installation


def unchanged_agent(agent: AgentChannel) -> AgentChannel:
    """Return the agent as it is."""
    return agent


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the target is put together from; the defaults are the reference implementations.

    Attributes:
        deployment: the rules of the deployment.
        products: the products of the computers, with what each failure leads to.
        agent: wraps the agent that the deployment and the automation channel read.
        classify: reaches the verdict of a login.
        duo_unix: the installed programs of Duo Unix; None: as this process's environment says.
    """

    deployment: DeploymentRules = field(default_factory=DeploymentRules)
    products: Products = ENDPOINT_PRODUCTS
    agent: Callable[[AgentChannel], AgentChannel] = unchanged_agent
    classify: ClassifyLogin = classify_login
    duo_unix: Installation | None = None
