"""Environment and flags become settings, or every fault is named."""

from __future__ import annotations

import io
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from bot import settings
from bot.errors import SettingsError
from bot.storage.database import address
from bot.storage.errors import StorageError, shown

TOKEN = "123456:AAF-abcdefghijklmnopqrstuvwxyz012345"


def read(*flags: str, **environment: str) -> settings.Settings:
    parser = ArgumentParser(allow_abbrev=False)
    settings.add_flags(parser)
    return settings.read(parser.parse_args(flags), environment=environment)


def faults(*flags: str, **environment: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(*flags, **environment)
    return str(caught.value).splitlines()


def test_nothing_given_means_telegrams_own_server_and_the_terminal() -> None:
    chosen = read()

    assert chosen.telegram_bot_token is None
    assert chosen.telegram_api_base_url == "https://api.telegram.org/bot"
    assert chosen.telegram_api_base_file_url == "https://api.telegram.org/file/bot"
    assert chosen.knowledge_dir is None
    assert (chosen.log_format, chosen.log_level) == ("text", "INFO")


def test_a_flag_wins_over_the_variable_of_the_same_name() -> None:
    chosen = read("--log-level", "debug", "--data-dir", "there", LOG_LEVEL="ERROR", DATA_DIR="here")

    assert chosen.log_level == "DEBUG"
    assert chosen.data_dir == Path("there")


def test_the_record_can_be_named_in_two_ways() -> None:
    assert read("--knowledge", "a").knowledge_dir == read("--knowledge-dir", "a").knowledge_dir == Path("a")


def test_a_variable_that_is_set_but_empty_counts_as_not_given() -> None:
    assert read(TELEGRAM_BOT_TOKEN="", DATABASE_URL="", LOG_LEVEL="").telegram_bot_token is None


def test_the_file_address_follows_a_local_server() -> None:
    chosen = read(TELEGRAM_API_BASE_URL="http://127.0.0.1:8081/bot")

    assert chosen.telegram_api_base_file_url == "http://127.0.0.1:8081/file/bot"


def test_a_token_is_read_from_a_file_without_the_line_end(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")

    assert read(TELEGRAM_BOT_TOKEN_FILE=str(file)).telegram_bot_token == TOKEN
    assert read("--telegram-bot-token-file", str(file), TELEGRAM_BOT_TOKEN="1:a").telegram_bot_token == TOKEN


def test_a_dash_reads_the_token_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(TOKEN + "\nsecond line\n"))

    assert read("--telegram-bot-token", "-").telegram_bot_token == TOKEN


def test_a_token_on_the_command_line_is_refused_and_not_repeated() -> None:
    (line,) = faults("--telegram-bot-token", TOKEN)

    assert line.startswith("--telegram-bot-token: others on this machine can read a command line")
    assert TOKEN not in line


def test_what_is_no_token_is_refused_and_not_repeated() -> None:
    (line,) = faults(TELEGRAM_BOT_TOKEN="my secret token")

    assert line.startswith("TELEGRAM_BOT_TOKEN: not a token")
    assert "secret" not in line


def test_a_missing_token_file_is_named(tmp_path: Path) -> None:
    (line,) = faults(TELEGRAM_BOT_TOKEN_FILE=str(tmp_path / "none"))

    assert line.startswith("TELEGRAM_BOT_TOKEN_FILE: ")
    assert "No such file" in line


def test_every_fault_is_named_at_once() -> None:
    lines = faults(
        LOG_FORMAT="xml",
        LOG_LEVEL="LOUD",
        TELEGRAM_API_BASE_URL="127.0.0.1:8081",
        DATABASE_URL="here.db",
        TELEGRAM_BOT_TOKEN="x",
    )

    assert [line.partition(":")[0] for line in lines] == [
        "LOG_FORMAT",
        "LOG_LEVEL",
        "TELEGRAM_API_BASE_URL",
        "DATABASE_URL",
        "TELEGRAM_BOT_TOKEN",
    ]


def test_settings_do_not_show_secrets_when_printed() -> None:
    chosen = read(TELEGRAM_BOT_TOKEN=TOKEN, DATABASE_URL="postgresql://bot:pa55word@host/name")

    assert TOKEN not in repr(chosen)
    assert "pa55word" not in repr(chosen)
    assert set(chosen.secrets) == {TOKEN, "pa55word"}


def test_data_lives_where_this_users_programs_keep_theirs() -> None:
    assert settings.default_data_dir({"XDG_DATA_HOME": "/x"}) == Path("/x/anniversary-quotes")
    assert settings.default_data_dir({"HOME": "/home/ann"}).is_relative_to("/home/ann")
    assert settings.default_data_dir({"HOME": "/home/ann", "XDG_DATA_HOME": "x"}).is_relative_to("/home/ann")


def test_commands_that_need_one_folder_get_it_whatever_else_is_wrong() -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": "x", "KNOWLEDGE_DIR": "k", "DATA_DIR": "d"}

    assert settings.knowledge_dir(Namespace(), environment=wrong) == Path("k")
    assert settings.data_dir(Namespace(), environment=wrong) == Path("d")


def test_the_bulk_limit_is_thirty_unless_told_otherwise() -> None:
    assert read().telegram_messages_per_second == 30
    assert read(TELEGRAM_MESSAGES_PER_SECOND="250").telegram_messages_per_second == 250


@pytest.mark.parametrize("value", ["0", "-3", "many", "nan", "inf", "5000"])
def test_a_bulk_limit_that_is_none_is_one_line(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^TELEGRAM_MESSAGES_PER_SECOND: not a rate"):
        read(TELEGRAM_MESSAGES_PER_SECOND=value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:pa%2Fss@host/name",
        "postgresql://bot@host/name?password=pa%2Fss",
        "postgresql://bot@host/name?sslmode=require&sslpassword=pa%2Fss&x=1",
        "postgresql://bot:pa%2Fss@host:port/name",
        "postgresql://bot:pa%2Fss@[::1/name",
    ],
)
def test_a_password_is_known_wherever_it_stands_in_an_address(url: str) -> None:
    assert set(read(DATABASE_URL=url).secrets) == {"pa/ss", "pa%2Fss"}
    assert "ss@" not in shown(url)
    assert "pa%2Fss" not in shown(url)


def test_a_port_that_is_no_number_is_one_line_without_the_password() -> None:
    with pytest.raises(StorageError) as caught:
        address("postgresql://bot:pa55word@host:port/name", Path())

    assert "the port is no number" in str(caught.value)
    assert "pa55word" not in str(caught.value)


@pytest.mark.parametrize("port", ["-1", "65536", "http", "8080.5", "９"])
def test_what_is_no_port_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match="METRICS_PORT: not a port"):
        settings.read(Namespace(), environment={"METRICS_PORT": port})


def test_figures_are_served_nowhere_unless_asked_for_and_then_on_loopback() -> None:
    assert settings.read(Namespace(), environment={}).metrics_port is None
    asked = settings.read(Namespace(), environment={"METRICS_PORT": "0"})
    assert (asked.metrics_port, asked.metrics_host) == (0, "127.0.0.1")


def test_administrators_are_named_by_number_with_commas_or_spaces() -> None:
    asked = settings.read(Namespace(), environment={"ADMIN_IDS": " 7, 5000000001 "})

    assert asked.admin_ids == {7, 5_000_000_001}


@pytest.mark.parametrize("ids", ["ann", "@ann", "7;8", "-7", "7, ٧"])
def test_an_administrator_without_a_number_is_refused(ids: str) -> None:
    with pytest.raises(SettingsError, match="ADMIN_IDS: not a Telegram id"):
        settings.read(Namespace(), environment={"ADMIN_IDS": ids})
