"""The composed bot keeps its data and has no privileges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict, cast

import pytest
import yaml

from bot.settings import VARIABLES
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


def test_the_bot_has_no_privileges_and_cannot_gain_any(services: Mapping[str, Service]) -> None:
    assert services["bot"]["cap_drop"] == ["ALL"]
    assert services["bot"]["security_opt"] == ["no-new-privileges:true"]


def test_every_variable_it_sets_is_one_that_the_bot_reads(services: Mapping[str, Service]) -> None:
    assert set(services["bot"]["environment"]) <= set(VARIABLES)


def test_postgresql_starts_only_when_asked_for(services: Mapping[str, Service]) -> None:
    assert services["postgres"]["profiles"] == ["postgres"]
    assert "profiles" not in services["bot"]
