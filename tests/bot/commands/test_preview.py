"""`preview` is for whoever sits at this machine, unless told otherwise."""

from __future__ import annotations

import socket
from argparse import ArgumentParser

import pytest

from bot.commands import preview


def test_nobody_but_this_machine_can_ask_unless_told_otherwise() -> None:
    parser = ArgumentParser()
    preview.add_arguments(parser)

    assert parser.parse_args([]).host == "127.0.0.1"


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_a_host_may_be_an_address_of_ipv6() -> None:
    with preview.listening("::1", 0) as listener:
        assert listener.getsockname()[0] == "::1"
