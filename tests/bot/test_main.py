"""Arguments find their command; what the operator can mend is one line and an exit code."""

from __future__ import annotations

from importlib import import_module

import pytest

from bot.__main__ import COMMANDS, MODULES, main


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    written = capsys.readouterr()
    return code, written.out, written.err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = outcome(capsys, "--help")

    assert (code, err) == (0, "")
    assert all(f"  {name}" in out for name in COMMANDS)


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = outcome(capsys)

    assert (code, out) == (2, "")
    assert err.startswith("usage: ")


def test_a_misspelt_command_is_one_line_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = outcome(capsys, "chek")

    assert code == 2
    assert err == "python -m bot: unknown command 'chek'; did you mean 'check'?; see python -m bot --help\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    assert left.value.code == 0
    out = capsys.readouterr().out
    assert (import_module(f"bot.commands.{MODULES.get(command, command)}").__doc__ or "?") in out


NEEDED = {"init": ("folder",), "new": ("theme",)}
"""What is asked for before a flag is looked at."""


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_flag_is_one_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = outcome(capsys, command, *NEEDED.get(command, ()), "--nonsense")

    assert code == 2
    assert err.startswith(f"python -m bot {command}: unrecognized arguments: --nonsense;")
    assert err.count("\n") == 1


def test_a_token_typed_where_it_does_not_belong_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    token = "123456:AAF-abcdefghijklmnopqrstuvwxyz012345"

    code, _, err = outcome(capsys, "run", "--token", token)

    assert code == 2
    assert token not in err


def test_faulty_settings_are_a_line_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("LOG_FORMAT", "xml")

    code, _, err = outcome(capsys, "run")

    assert code == 2
    assert [line.partition(":")[0] for line in err.splitlines()] == ["LOG_FORMAT", "LOG_LEVEL"]


def test_a_missing_record_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = outcome(capsys, "ask", "when?", "--knowledge", "no/such/folder")

    assert code == 2
    assert err.startswith("no/such/folder")
    assert err.count("\n") == 1


def test_ctrl_c_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.__main__.dispatch", interrupt)

    assert outcome(capsys, "ask", "when?") == (130, "", "")
