"""`luoshi board serve`: the pages, with the worker beside them."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys

from ..talk import say
from .start import FAILED, ready
from .work import working


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    serve = acts.add_parser("serve", help="启动台账 serve the board")
    serve.add_argument("--port", help="端口 port; PORT or 8000")
    serve.add_argument("--no-worker", action="store_true", help="不在旁边处理后台任务 serve pages only")
    serve.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the board on this machine until it is stopped."""
    from luoshi.web.options import BadOption, read

    if options.port:
        os.environ["PORT"] = options.port
    try:
        port = read(os.environ)["PORT"]
        demand(port)
    except (BadOption, OSError) as bad:
        say(str(bad))
        return FAILED
    ready()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from luoshi.office.audit import append_missing_head
    from luoshi.web.logs import to_stderr

    append_missing_head()
    greet(port)
    server = Granian(
        "luoshi.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_dictconfig=to_stderr(),
    )
    with working(options):
        server.serve()
    return 0


def demand(port: int) -> None:
    """Raise OSError where somebody else listens on the port; the server would answer only some requests."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise OSError(
                f"端口 {port} 用不了：{error.strerror}。 Choose another: --port or PORT."
            ) from error


def greet(port: int) -> None:
    """Say where the board is: to a person in words, else as a line of the log."""
    words = f"台账在 http://127.0.0.1:{port}/ ，Ctrl-C 停止。 The board is served there."
    if sys.stderr.isatty():
        say(words)
    else:
        logging.getLogger("luoshi.serve").info(words)
