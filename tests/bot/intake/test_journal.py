"""What was handled is known to the next process, however this one ended."""

from __future__ import annotations

from pathlib import Path

from bot.intake import journal


def test_what_was_handled_is_known_after_a_kill(tmp_path: Path) -> None:
    with journal.opened(tmp_path) as first:
        first.note(41, 7)
        # A killed process closes nothing: what it wrote must be there already.
        with journal.opened(tmp_path) as second:
            assert second.was_handled(41, 7)
            assert not second.was_handled(42, 7)


def test_what_was_handled_here_is_known_here(tmp_path: Path) -> None:
    with journal.opened(tmp_path) as opened:
        opened.note(41, 7)

        assert opened.was_handled(41, 7)
        assert not opened.was_handled(41, 8)


def test_another_update_of_the_same_id_is_not_taken_for_it(tmp_path: Path) -> None:
    with journal.opened(tmp_path) as first:
        first.note(41, 7)
    with journal.opened(tmp_path) as second:
        assert not second.was_handled(41, 8)


def test_the_file_never_grows(tmp_path: Path) -> None:
    with journal.opened(tmp_path) as opened:
        size = (tmp_path / journal.FILE_NAME).stat().st_size
        for number in range(5000):
            opened.note(number, 2**32 - 1)

    assert (tmp_path / journal.FILE_NAME).stat().st_size == size


def test_a_file_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    with journal.opened(tmp_path) as opened:
        opened.note(0, 7)
        opened.note(1, 8)
    path = tmp_path / journal.FILE_NAME
    path.write_bytes(path.read_bytes()[:15])

    with journal.opened(tmp_path) as again:
        assert again.was_handled(0, 7)
        assert not again.was_handled(1, 8)
