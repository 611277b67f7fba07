"""The locks pin every package with its hashes, agree with each other, and name no index, host or path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.packaging.dockerfile import PROJECT

RUNS, TESTS = "requirements.lock", "requirements-dev.lock"
BESIDE = ("requirements-bench.lock", "requirements-browser.lock", "requirements-audit.lock")
LOCKS = (RUNS, TESTS, *BESIDE)
PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[0-9a-z.]+)(?P<marker> ; [a-z_]+ [<>=!]+ '[\w.]+')? \\")
WITHOUT_WHEEL = frozenset({"yattag"})
"""What some package asks for, that only its source is offered of: .ci/install.py takes wheels alone."""
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (PROJECT / lock).read_text().splitlines():
        if pin := PIN.fullmatch(line):
            found.setdefault(pin["name"], set()).add(pin["version"])
    return found


def wanted(requirements: Path) -> list[Requirement]:
    lines = [line.partition("#")[0].strip() for line in requirements.read_text().splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_nothing_but_pins_and_their_hashes(lock: str) -> None:
    before = "hash"
    for number, line in enumerate((PROJECT / lock).read_text().splitlines(), start=1):
        kind = "pin" if PIN.fullmatch(line) else "hash" if HASH.fullmatch(line) else "neither"
        assert kind != "neither", f"{lock}:{number}: {line}"
        assert (before, kind) != ("pin", "pin"), f"{lock}:{number}: the pin above has no hash"
        before = kind
    assert before == "hash"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_locked_at_a_version_that_it_allows(lock: str) -> None:
    locked = pins(lock)
    for requirement in wanted(PROJECT / lock.replace(".lock", ".in")):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in {lock}: make lock"
        for version in versions:
            assert requirement.specifier.contains(Version(version)), f"{requirement}: {version}: make lock"


@pytest.mark.parametrize(("smaller", "larger"), [(RUNS, TESTS), *((TESTS, one) for one in BESIDE)])
def test_what_runs_is_tested_and_measured_at_the_same_version(smaller: str, larger: str) -> None:
    versions = pins(larger)

    assert {name: versions.get(name) for name in pins(smaller)} == pins(smaller)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_asks_for_what_could_not_be_installed(lock: str) -> None:
    assert not pins(lock).keys() & WITHOUT_WHEEL
