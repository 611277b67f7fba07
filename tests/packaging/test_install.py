"""An install happens once, happens again when the lock changes, and survives being broken off."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT


@dataclass(frozen=True, slots=True)
class Clone:
    """A folder with a lock of one package, which lies in a folder beside it instead of on an index."""

    folder: Path
    packages: Path

    def locks(self, version: str, *, digest: str | None = None) -> None:
        """Publish a version and pin it, by its own hash unless another is given."""
        wheel = published(self.packages, version)
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.folder / "my.lock").write_text(f"thing=={version} \\\n    --hash=sha256:{digest}\n")

    def installs(self) -> subprocess.CompletedProcess[str]:
        """Run the installer as make does."""
        with self.installing() as process:
            said, complained = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)

    def installing(self) -> subprocess.Popen[str]:
        """Start the installer as make does."""
        quiet = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.packages), "PATH": os.defpath}
        return subprocess.Popen(
            [sys.executable, PROJECT / ".ci" / "install.py", "my.lock"],
            cwd=self.folder,
            env=quiet,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def has(self) -> str:
        """The version that a program in .venv sees."""
        asked = [f"{self.folder}/.venv/bin/python", "-c", "import thing; print(thing.VERSION)"]
        answer: str = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return answer.strip()


def published(folder: Path, version: str) -> Path:
    """Write the wheel of a package that knows its version."""
    info = f"thing-{version}.dist-info"
    files = {
        "thing.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: thing\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    listed = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    wheel = folder / f"thing-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": f"{listed}{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return wheel


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    folder = tmp_path_factory.mktemp("clone")
    clone = Clone(folder / "clone", folder / "packages")
    clone.folder.mkdir()
    clone.packages.mkdir()
    clone.locks("1.0")
    first = clone.installs()
    assert first.returncode == 0, first.stderr
    return clone


@pytest.fixture
def clone(installed: Clone, tmp_path: Path) -> Clone:
    """A clone in which 1.0 was installed, to do with as a test likes."""
    shutil.copytree(installed.folder.parent, tmp_path / "copy", symlinks=True)
    return Clone(tmp_path / "copy" / "clone", tmp_path / "copy" / "packages")


def test_a_second_install_does_nothing_and_says_nothing(clone: Clone) -> None:
    shutil.rmtree(clone.packages)

    again = clone.installs()

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert clone.has == "1.0"


def test_an_install_asks_a_question_so_that_the_first_start_finds_the_record_built(clone: Clone) -> None:
    program = clone.folder / "bot"
    program.mkdir()
    (program / "__main__.py").write_text("import sys; open('asked', 'a').write(f'{sys.argv[1:]}\\n')")
    clone.locks("1.1")

    clone.installs()
    clone.installs()

    assert (clone.folder / "asked").read_text() == "['ask', 'hello']\n"
    assert list((program / "__pycache__").glob("__main__.*.pyc"))


def test_an_install_waits_for_another_in_its_folder_and_for_none_elsewhere(
    clone: Clone, tmp_path: Path
) -> None:
    with _somebody_elses_turn(clone.folder) as give_up:
        waiting = clone.installing()
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "Another make is installing here; waiting for it.\n"
        assert waiting.poll() is None
        give_up()
        _, more = waiting.communicate()

    with _somebody_elses_turn(tmp_path):
        elsewhere = clone.installs()

    assert (waiting.returncode, more) == (0, "")
    assert (elsewhere.returncode, elsewhere.stderr) == (0, "")


@contextmanager
def _somebody_elses_turn(folder: Path) -> Iterator[Callable[[], None]]:
    turn = os.open(folder, os.O_RDONLY)
    fcntl.flock(turn, fcntl.LOCK_EX)
    try:
        yield lambda: fcntl.flock(turn, fcntl.LOCK_UN)
    finally:
        os.close(turn)


def test_a_changed_lock_is_installed_into_the_same_environment(clone: Clone) -> None:
    clone.locks("1.1")

    again = clone.installs()

    assert again.returncode == 0
    assert "Making .venv" not in again.stderr
    assert clone.has == "1.1"


def test_a_package_with_another_hash_is_refused_and_the_log_named(clone: Clone) -> None:
    clone.locks("1.1", digest="0" * 64)

    again = clone.installs()

    assert again.returncode == 1
    assert "The packages of my.lock could not be installed; all that was said stands in .venv" in again.stderr
    assert "HASHES" in (clone.folder / ".venv" / "install.log").read_text()
    assert clone.has == "1.0"


def test_an_install_that_was_broken_off_is_begun_anew(clone: Clone) -> None:
    (clone.folder / ".venv" / "unfinished").touch()
    for module in (clone.folder / ".venv").rglob("thing.py"):
        module.unlink()

    again = clone.installs()

    assert again.returncode == 0
    assert again.stderr.startswith("Making .venv with Python 3.")
    assert clone.has == "1.0"


def test_an_environment_of_another_python_is_made_anew(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone.folder)
    installer = runpy.run_path(str(PROJECT / ".ci" / "install.py"))
    assert installer["is_sound"]()

    Path(".venv/pyvenv.cfg").write_text("version = 3.10.13\n")

    # What is not sound is made anew, as the test above shows.
    assert not installer["is_sound"]()
