"""The Dockerfile's steps, done one after the other in a temporary folder instead of a container."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT, Instruction, Stage, ours, reaches_the_build

pytestmark = pytest.mark.image


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that stands for a stage's root; the Dockerfile's own folders are moved into it."""

    folder: Path

    def moved(self, text: str) -> str:
        """Rewrite every path of a command that the Dockerfile makes itself."""
        return re.sub(r"(?<![\w./-])/(?=(?:app|build|data|opt)\b)", f"{self.folder}/", text)

    def place(self, path: str, workdir: str = "/") -> Path:
        """Find a path of the image; a relative one lies in the working folder."""
        return self.folder / os.path.normpath(Path(workdir, path)).lstrip("/")


def build(stage: Stage, root: Root, *, built: dict[str, Root]) -> None:
    """Do a stage's steps in order, as an engine does."""
    workdir = "/"
    for step in stage.instructions:
        if step.word == "WORKDIR":
            workdir = step.value
            root.place(workdir).mkdir(parents=True, exist_ok=True)
        elif step.word == "COPY":
            _copy(step, root, workdir=workdir, built=built)
        elif step.word == "RUN":
            python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            command = ["sh", "-e", "-c", root.moved(step.value)]
            subprocess.run(command, cwd=root.place(workdir), env={**os.environ, "PATH": python}, check=True)


def _copy(step: Instruction, root: Root, *, workdir: str, built: dict[str, Root]) -> None:
    *sources, target = step.value.split()
    for source in sources:
        origin = built[step.flags["from"]].place(source) if "from" in step.flags else PROJECT / source
        destination = root.place(target, workdir)
        if origin.is_dir():
            shutil.copytree(
                origin, destination, symlinks=True, ignore=None if "from" in step.flags else _ignored
            )
        else:
            shutil.copy(origin, destination)


def _ignored(folder: str, names: list[str]) -> list[str]:
    place = Path(folder).relative_to(PROJECT)
    return [name for name in names if not reaches_the_build(f"{place}/{name}")]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Root:
    built: dict[str, Root] = {}
    for stage in ours():
        root = Root(tmp_path_factory.mktemp(stage.name or "final"))
        build(stage, root, built=built)
        built[stage.name] = root
    return built[""]


def run_in(image: Root, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the entry point with the image's environment and no other."""
    final = ours()[-1]
    environment = {name: image.moved(value) for name, value in final.environment.items()}
    # subprocess looks programs up on its own PATH.
    python, *entry = final.only("ENTRYPOINT").arguments
    return subprocess.run(
        [image.place("/opt/venv/bin") / python, *entry, *arguments],
        cwd=image.folder,
        env=environment,
        input="",
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_image_answers_a_question_and_ends_a_chat_without_writing_outside_its_volume(image: Root) -> None:
    def listing() -> dict[Path, int]:
        return {
            path: path.lstat().st_mtime_ns
            for place in ("/app", "/opt")
            for path in image.place(place).rglob("*")
        }

    before = listing()

    assert "Zhang Ming" in run_in(image, "ask", "who is the Secretary-General?").stdout
    chat = run_in(image, *ours()[-1].only("CMD").arguments)

    assert chat.returncode == 0, chat.stderr
    assert listing() == before


def test_the_image_holds_no_tests_no_installer_and_every_module_compiled(image: Root) -> None:
    (packages,) = image.place("/opt/venv/lib").glob("python3.*/site-packages")
    ours_compiled = {
        path.parent.parent / path.name.split(".")[0] for path in image.place("/app").rglob("*.pyc")
    }

    assert not (packages / "pip").exists()
    assert not (packages / "pytest").exists()
    assert not list(image.folder.rglob("tests"))
    assert ours_compiled == {path.with_suffix("") for path in image.place("/app").rglob("*.py")}
    assert len(list(image.place("/app").glob("cache/*/record.*.bin"))) == 1


def test_a_container_that_runs_no_bot_is_not_healthy(image: Root) -> None:
    assert run_in(image, "health").returncode != 0
