"""The files that start the bot on a machine or in a cluster: well formed, and without privileges."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import VARIABLES
from bot.webhooks.address import PATH
from tests.packaging.dockerfile import PROJECT, ours

UNIT = PROJECT / "deploy" / "systemd" / "anniversary-bot.service"
KUBERNETES = {
    file.stem: list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
    for file in sorted((PROJECT / "deploy" / "kubernetes").glob("*.yaml"))
}
MANIFESTS = KUBERNETES["bot"]


def deployment_in(manifests: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = (one["spec"] for one in manifests if one["kind"] == "Deployment")
    return dict(found)


@pytest.fixture(params=KUBERNETES)
def pod(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(deployment_in(KUBERNETES[request.param])["template"]["spec"])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_understands_each_line_of_the_unit(tmp_path: Path) -> None:
    # The program is not installed here, and systemd asks for it.
    unit = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text(encoding="utf-8"))
    (tmp_path / UNIT.name).write_text(unit, encoding="utf-8")

    ran = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / UNIT.name], capture_output=True, text=True, check=False
    )

    assert UNIT.name not in ran.stderr, ran.stderr
    assert ran.returncode == 0, ran.stderr


def test_the_command_beside_the_service_has_its_variables_as_they_stand(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(
        '#!/bin/sh\nprintf "%s|%s|%s|%s" "$DATA_DIR" "$DATABASE_URL" "$PORT" "$*"', encoding="utf-8"
    )
    program.chmod(0o755)
    variables = "# the database\n\nDATABASE_URL=postgresql://bot:a$b&c d@host/bot\nPORT=8081"
    (tmp_path / "environment").write_text(variables, encoding="utf-8")
    script = (UNIT.with_suffix(".sh")).read_text(encoding="utf-8")
    for place, here in (
        ("/etc/anniversary-bot/", f"{tmp_path}/"),
        ("/opt/anniversary-bot/bin/anniversary-bot", str(program)),
    ):
        assert place in script
        script = script.replace(place, here)

    ran = subprocess.run(
        ["sh", "-eu", "-c", script, "sh", "missed", "--json"], capture_output=True, text=True, check=True
    )

    assert ran.stdout == "/var/lib/anniversary-bot|postgresql://bot:a$b&c d@host/bot|8081|missed --json"


def test_the_command_and_the_service_have_one_token_and_one_folder() -> None:
    unit, script = (file.read_text(encoding="utf-8") for file in (UNIT, UNIT.with_suffix(".sh")))

    assert "LoadCredential=token:/etc/anniversary-bot/token" in unit
    assert "TELEGRAM_BOT_TOKEN_FILE=/etc/anniversary-bot/token" in script
    assert "EnvironmentFile=-/etc/anniversary-bot/environment" in unit
    assert "file=/etc/anniversary-bot/environment" in script
    assert ("%S/anniversary-bot" in unit, "/var/lib/anniversary-bot" in script) == (True, True)


def test_the_unit_sets_variables_that_the_bot_reads() -> None:
    named = re.findall(r"(?m)^Environment=(\w+)=", UNIT.read_text(encoding="utf-8"))

    assert named
    assert set(named) <= set(VARIABLES)


def test_the_token_stands_in_none_of_the_files() -> None:
    for file in (path for path in (PROJECT / "deploy").rglob("*") if path.is_file()):
        assert not re.search(r"TELEGRAM_BOT_TOKEN[=:]", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize(
    "manifest",
    [one for manifests in KUBERNETES.values() for one in manifests],
    ids=lambda one: f"{one['kind']} {one['metadata']['name']}",
)
def test_each_manifest_keeps_kubernetes_own_schema(manifest: dict[str, Any]) -> None:
    validate = pytest.importorskip("kubernetes_validate", reason="make install-audit brings the schemas")

    validate.validate(manifest, validate.latest_version(), strict=True)


def test_the_pod_writes_to_its_volume_alone_and_has_the_images_user(pod: dict[str, Any]) -> None:
    (container,) = pod["containers"]
    user, group = ours()[-1].only("USER").value.split(":")

    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    whose = pod["securityContext"]
    assert (whose["runAsUser"], whose["runAsGroup"]) == (int(user), int(group))
    writable = {one["name"] for one in container["volumeMounts"] if not one.get("readOnly")}
    assert writable == {"data", "tmp"}
    assert {one["name"] for one in container["env"]} <= set(VARIABLES)


def test_two_never_poll_at_once() -> None:
    deployment = deployment_in(MANIFESTS)

    assert deployment["replicas"] == 1
    assert deployment["strategy"] == {"type": "Recreate"}


def test_replicas_are_exchanged_one_by_one_and_reached_at_the_webhook() -> None:
    manifests = KUBERNETES["replicas"]
    deployment = deployment_in(manifests)
    (container,) = deployment["template"]["spec"]["containers"]
    (ingress,) = (one["spec"] for one in manifests if one["kind"] == "Ingress")
    (path,) = ingress["rules"][0]["http"]["paths"]

    assert deployment["replicas"] > 1
    assert deployment["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert {one["name"] for one in container["env"]} <= set(VARIABLES)
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert path["path"] == PATH
