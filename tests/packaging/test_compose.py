"""The composed bot keeps its data and has no privileges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict, cast

import pytest
import yaml

from bot.settings import VARIABLES
from bot.webhooks.address import PATH
from tests.packaging.dockerfile import PROJECT, ours


class Service(TypedDict):
    environment: Mapping[str, str]
    volumes: Sequence[str]
    read_only: bool
    tmpfs: Sequence[str]
    cap_drop: Sequence[str]
    security_opt: Sequence[str]
    profiles: Sequence[str]


@pytest.fixture
def services() -> Mapping[str, Service]:
    composed = yaml.safe_load((PROJECT / "compose.yaml").read_text())
    return cast("Mapping[str, Service]", composed["services"])


def test_the_bot_can_write_to_its_volume_and_to_nothing_that_stays(services: Mapping[str, Service]) -> None:
    bot = services["bot"]
    (volume,) = ours()[-1].only("VOLUME").arguments

    assert bot["read_only"] is True
    assert bot["volumes"] == [f"data:{volume}"]
    assert bot["tmpfs"] == ["/tmp"]  # noqa: S108 - the container's own, in memory


@pytest.mark.parametrize("name", ["bot", "replica", "balancer"])
def test_the_bot_has_no_privileges_and_cannot_gain_any(services: Mapping[str, Service], name: str) -> None:
    assert services[name]["cap_drop"] == ["ALL"]
    assert services[name]["security_opt"] == ["no-new-privileges:true"]
    assert services[name]["read_only"] is True


@pytest.mark.parametrize("name", ["bot", "replica"])
def test_every_variable_it_sets_is_one_that_the_bot_reads(services: Mapping[str, Service], name: str) -> None:
    assert set(services[name]["environment"]) <= set(VARIABLES)


def test_replicas_keep_nothing_that_must_stay(services: Mapping[str, Service]) -> None:
    assert "volumes" not in services["replica"]
    assert any(mount.startswith("/data:") for mount in services["replica"]["tmpfs"])


def test_the_load_balancer_leads_to_the_webhook_of_the_replicas_and_nowhere_else() -> None:
    caddy = (PROJECT / "deploy" / "caddy" / "Caddyfile").read_text(encoding="utf-8")

    assert f"path {PATH}\n" in caddy
    assert "dynamic a replica 8080" in caddy
    assert "respond 404" in caddy


def test_postgresql_starts_only_when_asked_for(services: Mapping[str, Service]) -> None:
    assert services["postgres"]["profiles"] == ["postgres"]
    assert services["replica"]["profiles"] == services["balancer"]["profiles"] == ["replicas"]
    assert "profiles" not in services["bot"]
