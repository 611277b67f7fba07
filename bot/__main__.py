"""Arguments to the one command, imported only when it is called; expected errors become a line and a code."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import TracebackType
from typing import NoReturn, Protocol, cast

from bot import VERSION, streams
from bot.errors import BotError, UsageError

PROGRAM = "python -m bot"
COMMANDS: Mapping[str, str] = {
    "run": "start the bot: on Telegram with a token, else as a chat in this terminal",
    "ask": "answer one question or a file of questions",
    "init": "start a small record of any event in an empty folder",
    "new": "add a speaker, a message, a fact, a theme or a language to a record",
    "check": "check the record, and compare its quotes with the published text",
    "preview": "open a page to talk to the bot and see the reasons for its answers as you edit the record",
    "upgrade": "rewrite a record of an older format in place",
    "schema": "print the JSON Schema of the record's files",
    "eval": "ask the golden questions and print how many were answered correctly",
    "diff": "show which golden questions an edit of the record changes",
    "missed": "list unanswered questions, and accept or refuse them",
    "deliveries": "show how the deliveries of the daily quote are going",
    "export": "write all subscriptions as JSON Lines",
    "import": "read subscriptions from JSON Lines",
    "doctor": "check the bot's settings on Telegram and this machine",
    "health": "tell whether the running bot is healthy",
}

MODULES = {"import": "import_"}
"""Where Python keeps a command's name for itself."""
DONE, FAILED, MISUSED = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141
"""What a shell reports for a program ended by SIGINT or SIGPIPE."""


class Command(Protocol):
    """What a module in `bot.commands` offers."""

    __doc__: str | None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""

    def execute(self, options: Namespace) -> int:
        """Do the work; 0 done, 1 the check or evaluation failed, 2 wrong usage or configuration."""


class LineParser(ArgumentParser):
    """An argument parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage; a token typed in the wrong place is not repeated."""
        raise UsageError(f"{self.prog}: {message}; see {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the process its exit code."""
    streams.prepare()
    _mask_tracebacks()
    try:
        code = dispatch(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BotError as error:
        streams.complain(_masked(f"{error}\n"))
        return MISUSED
    except BrokenPipeError:
        streams.give_up_output()
        return PIPE_CLOSED
    except OSError as error:
        if not streams.is_of_output(error):
            raise
        streams.complain(f"standard output: {error.strerror}; write somewhere else\n")
        streams.give_up_output()
        return MISUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        streams.let_errors_go()
    return code


def start() -> NoReturn:
    """Be the command `anniversary-bot` that an installed package has."""
    sys.exit(main())


def dispatch(arguments: Sequence[str]) -> int:
    """Find the command and hand it its parsed arguments.

    Raises:
        BotError: What the operator can mend.
    """
    name, *rest = arguments or [""]
    if name in {"", "-h", "--help"}:
        (sys.stdout if name else sys.stderr).write(overview() + "\n")
        return DONE if name else MISUSED
    if name in {"-V", "--version"}:
        sys.stdout.write(f"anniversary-quotes {VERSION}\n")
        return DONE
    if name not in COMMANDS:
        raise UsageError(f"{PROGRAM}: unknown command {name!r}{_nearest(name)}; see {PROGRAM} --help")
    command = cast("Command", import_module(f"bot.commands.{MODULES.get(name, name)}"))
    parser = LineParser(
        prog=f"{PROGRAM} {name}",
        description=command.__doc__,
        allow_abbrev=False,
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    return _with_record_errors(command, parser.parse_args(rest))


def overview() -> str:
    """Say what commands there are."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {purpose}" for name, purpose in COMMANDS.items()]
    more = [f"Help on a command: {PROGRAM} COMMAND --help", f"Version: {PROGRAM} --version"]
    return "\n".join([f"usage: {PROGRAM} COMMAND …", "", *lines, "", *more])


def _with_record_errors(command: Command, options: Namespace) -> int:
    """Turn the record's own errors into ours, so that there is one gate."""
    from knowledge.record.problem import RecordError  # noqa: PLC0415 - only commands need the record's room

    try:
        return command.execute(options)
    except RecordError as error:
        raise BotError(str(error)) from error


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a misspelt command

    near = get_close_matches(name, COMMANDS, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _mask_tracebacks() -> None:
    """Until a command sets up the log, keep the environment's token out of tracebacks."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        import traceback  # noqa: PLC0415 - only for our bugs

        sys.stderr.write(_masked("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = hook


def _masked(text: str) -> str:
    from bot.logs import Mask  # noqa: PLC0415 - logging is slow to import and mostly not needed
    from bot.settings import passwords_in  # noqa: PLC0415

    passwords = passwords_in(os.environ.get("DATABASE_URL", ""))
    return Mask([os.environ.get("TELEGRAM_BOT_TOKEN", ""), *passwords])(text)


if __name__ == "__main__":
    sys.exit(main())
