"""A record as it was at a commit of git, put into a folder of its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from bot.errors import UsageError
from knowledge.record import folder as folders


@contextmanager
def record_at(revision: str, folder: Path) -> Iterator[Path]:
    """Give a folder with a record as it was at a commit, for as long as the block runs.

    The packs of the program as it was then are laid beside it where the program stands in the same
    repository, so that an edited word is seen as well.

    Args:
        folder: Where the record stands now.

    Raises:
        UsageError: No git, no such commit, or no record there then.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    one = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(folder, *one, wanted=f"the commit {revision!r}").decode().strip()
    wanted = {folder.resolve(): PurePosixPath()}
    if folders.packs().resolve().is_relative_to(root):
        wanted[folders.packs().resolve()] = PurePosixPath(folders.LANGUAGES)
    with TemporaryDirectory() as temporary:
        for here, there in wanted.items():
            name = here.relative_to(root).as_posix()
            archive = _git(root, "archive", "--format=tar", f"{commit}:{name}")
            with tarfile.open(fileobj=io.BytesIO(archive)) as files:
                files.extractall(Path(temporary) / there, filter="data")
        yield Path(temporary)


def _git(folder: Path, *arguments: str, wanted: str = "the record") -> bytes:
    try:
        # No shell, and a revision is never taken for an option.
        return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout  # noqa: S603, S607
    except FileNotFoundError as error:
        raise UsageError("diff: git is not installed; install it, or name two folders") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().partition("\n")[0]
        hint = "name a commit in which the record stands, or two folders"
        raise UsageError(f"diff: git can't give {wanted} of {folder}: {said}; {hint}") from error
