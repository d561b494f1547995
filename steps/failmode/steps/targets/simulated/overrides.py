"""The replaceable parts of the simulated target, such as a deployment of your own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from failmode.simulator.deployment.agent import AgentChannel
from failmode.simulator.deployment.rules import DeploymentRules
from failmode.simulator.endpoints.assumptions import TABLES, ClassificationTable, Product
from failmode.steps.targets.simulated.classify import classify
from failmode.terms.logins import Verdict


def unchanged_agent(agent: AgentChannel) -> AgentChannel:
    """The agent as it is."""
    return agent


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the target is put together from; the defaults are the reference implementations.

    Attributes:
        deployment: the rules of the deployment.
        tables: what each failure leads to at an endpoint, by product.
        agent: wraps the agent that the deployment and the automation channel read.
        classify: (let_in, approved) to the verdict, as `classify.classify`.
    """

    deployment: DeploymentRules = field(default_factory=DeploymentRules)
    tables: Mapping[Product, ClassificationTable] = field(default_factory=lambda: dict(TABLES))
    agent: Callable[[AgentChannel], AgentChannel] = unchanged_agent
    classify: Callable[..., Verdict] = classify
