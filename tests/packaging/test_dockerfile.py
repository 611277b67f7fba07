"""The image is small, not root, read-only, and starts from nothing but what is copied into it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import fixed_record
from tests.packaging.dockerfile import PROJECT, Stage, ours, reaches_the_build

FROM_THE_BUILD = "from"


@pytest.fixture(scope="module")
def final() -> Stage:
    return ours()[-1]


def from_the_project() -> list[str]:
    copies = (copy for stage in ours() for copy in stage.every("COPY") if FROM_THE_BUILD not in copy.flags)
    return [source for copy in copies for source in copy.value.split()[:-1]]


def test_whatever_is_copied_exists_and_is_not_ignored() -> None:
    for source in from_the_project():
        assert (PROJECT / source).exists(), source
        assert reaches_the_build(source), source
    assert reaches_the_build("knowledge/data/speakers.yaml")
    assert reaches_the_build("handlers/fonts/SourceSerif4-It.ttf.woff2")


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        ".env",
        "data/bot.sqlite",
        "tests/conftest.py",
        "bot/__pycache__/x.pyc",
    ],
)
def test_what_is_not_copied_does_not_even_reach_the_build(path: str) -> None:
    assert not reaches_the_build(path)


def test_packages_are_installed_from_the_lock_with_their_hashes_and_never_compiled() -> None:
    installs = [run.value for stage in ours() for run in stage.every("RUN") if "pip" in run.value]

    assert len(installs) == 1
    for flag in ("--require-hashes", "--only-binary :all:", "--no-cache-dir", "requirements.lock"):
        assert flag in installs[0]


def test_both_stages_stand_on_one_base_whose_tag_names_a_python() -> None:
    assert {stage.base for stage in ours()} == {"${BASE}"}
    assert "ARG BASE=python:3.11-slim" in (PROJECT / "Dockerfile").read_text()


def test_the_final_stage_runs_nothing_and_takes_only_the_packages_the_program_and_an_empty_data_folder(
    final: Stage,
) -> None:
    copies = [copy.value for copy in final.every("COPY") if copy.flags[FROM_THE_BUILD] == "build"]

    assert not final.every("RUN")
    assert not final.every("ADD")
    assert copies == ["/opt/venv /opt/venv", "/app /app", "/data /data"]
    assert len(copies) == len(final.every("COPY"))


def test_the_user_is_a_number_other_than_root_and_owns_the_data_folder(final: Stage) -> None:
    user = final.only("USER").value
    owners = [copy.flags.get("chown") for copy in final.every("COPY")]

    assert user == "10001:10001"
    assert owners == [None, None, user]


def test_the_only_place_to_write_is_the_volume(final: Stage) -> None:
    environment = final.environment

    assert final.only("VOLUME").arguments == ("/data",)
    assert environment["DATA_DIR"] == environment["HOME"] == "/data"
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_no_shell_stands_between_the_engine_and_the_program(final: Stage) -> None:
    assert final.only("ENTRYPOINT").arguments == ("python", "-m", "bot")
    assert final.only("CMD").arguments == ("run",)
    assert final.only("HEALTHCHECK").arguments == ("python", "-m", "bot", "health")
    assert final.only("STOPSIGNAL").value == "SIGTERM"


def test_the_program_starts_from_the_copied_files_alone_in_any_folder_and_writes_none_beside_them(
    final: Stage, tmp_path: Path
) -> None:
    app, elsewhere = tmp_path / "app", tmp_path / "elsewhere"
    elsewhere.mkdir()
    for source in from_the_project():
        if (PROJECT / source).is_dir():
            shutil.copytree(PROJECT / source, app / source, ignore=shutil.ignore_patterns("__pycache__"))
    environment = final.environment | {
        "PYTHONPATH": str(app),
        "HOME": str(elsewhere),
        "DATA_DIR": str(elsewhere),
        "KNOWLEDGE_DIR": str(fixed_record.FOLDER),
    }
    before = sorted(app.rglob("*"))

    for arguments in (
        ["--help"],
        ["ask", "--help"],
        ["ask", "who is the Secretary-General?"],
        ["health", "--help"],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout

    assert sorted(app.rglob("*")) == before
