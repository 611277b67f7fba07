#!/usr/bin/env python3
"""Look for known vulnerabilities in a lock: pip-audit where the network is open, a saved set where it is not.

Called with a lock, such as requirements.lock; `--save CLONE LOCK` makes the saved set anew, from a clone of
the Python Packaging Advisory Database.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.version import Version

SAVED = Path(__file__).with_name("advisories.json")
PATIENCE_SECONDS = 120
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A vulnerability that a pinned version has."""

    package: str
    version: str
    advisory: str

    def __str__(self) -> str:
        return f"{self.package} {self.version}: {self.advisory}; take a version that is not affected"


def main(lock: Path) -> int:
    """Tell what is known of a lock's packages; 0 nothing, 1 something."""
    pinned = dict(_PINNED.findall(lock.read_text(encoding="utf-8")))
    online = by_pip_audit(lock)
    saved = json.loads(SAVED.read_text(encoding="utf-8"))
    found = [finding for findings in online.values() for finding in findings]
    for package in sorted(pinned.keys() - online.keys()):
        found += by_saved_set(package, pinned[package], saved["advisories"])
    print(f"{len(online)} packages looked up now, {len(pinned) - len(online)} in the set of {saved['as_of']}")
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def by_pip_audit(lock: Path) -> Mapping[str, list[Finding]]:
    """Ask the advisory service; give what it says of each package that it could look up."""
    command = ["-m", "pip_audit", "--requirement", str(lock), "--no-deps", "--disable-pip"]
    quiet = ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        ran = subprocess.run(
            [sys.executable, *command, *quiet],
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        told = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return {}
    return {
        one["name"]: [Finding(one["name"], one["version"], found["id"]) for found in one["vulns"]]
        for one in told
        if "skip_reason" not in one
    }


def by_saved_set(package: str, version: str, saved: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a pinned version among the saved advisories of its package."""
    for advisory, ranges in saved.get(package, {}).items():
        if any(is_within(Version(version), *span) for span in ranges):
            yield Finding(package, version, advisory)


def is_within(version: Version, since: str, before: str | None) -> bool:
    """Whether a version lies in a half-open range; None as its end is no end."""
    return Version(since) <= version and (before is None or version < Version(before))


def save(clone: Path, lock: Path) -> int:
    """Keep the advisories of a lock's packages, from a clone of the advisory database."""
    as_of = subprocess.run(
        ["git", "-C", str(clone), "log", "-1", "--format=%cs"],  # noqa: S607 - whichever git there is
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    packages = sorted(dict(_PINNED.findall(lock.read_text(encoding="utf-8"))))
    kept = {package: dict(advisories(clone / "vulns" / package, package)) for package in packages}
    whole = {
        "source": "Python Packaging Advisory Database (CC BY 4.0), narrowed to versions",
        "as_of": as_of,
        "advisories": {package: found for package, found in kept.items() if found},
    }
    SAVED.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    return 0


def advisories(folder: Path, package: str) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """Read a package's advisories that were not withdrawn: their name and the ranges they hold for."""
    for file in sorted(folder.glob("*.yaml")):
        advisory = yaml.safe_load(file.read_text(encoding="utf-8"))
        ours = [one for one in advisory["affected"] if one["package"]["name"].lower() == package]
        spans = [span for one in ours for span in ranges(one)]
        if spans and not advisory.get("withdrawn"):
            name = next((one for one in advisory.get("aliases", ()) if one.startswith("CVE")), advisory["id"])
            yield name, spans


def ranges(affected: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Give the half-open ranges of versions that are affected."""
    for one in affected.get("ranges", ()):
        since: str | None = None
        for event in one["events"] if one["type"] == "ECOSYSTEM" else ():
            if "introduced" in event:
                since = event["introduced"]
            elif "fixed" in event and since is not None:
                yield since, event["fixed"]
                since = None
        if since is not None:
            yield since, None


if __name__ == "__main__":
    *words, last = sys.argv[1:]
    sys.exit(save(Path(words[1]), Path(last)) if words else main(Path(last)))
