"""`luoshi board serve`: the pages, with the worker beside them."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterable

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
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from luoshi.web.logs import to_stderr

    note_head()
    # SQLite forbids carrying a connection into a process that is forked off.
    connections.close_all()
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
        server.serve(target_loader=pages, wrap_loader=False)
    return 0


def pages() -> Callable[..., Iterable[bytes]]:
    """What the server's own process runs: it ends with the command, even where that was killed.

    Otherwise it would keep the port, and a server that is started again would answer only some requests.
    """
    threading.Thread(target=end_with_parent, name="parent", daemon=True).start()
    from luoshi.web.database import hold_open
    from luoshi.web.wsgi import application

    hold_open()
    served: Callable[..., Iterable[bytes]] = application
    return served


def end_with_parent() -> None:
    """Wait for the end of the process that started this one, and end at once."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def note_head() -> None:
    """Note the audit chain's head where a full disk kept it from the file; still full, the board is read."""
    from luoshi.office.audit import append_missing_head

    try:
        append_missing_head()
    except OSError as error:
        logging.getLogger("luoshi.serve").warning("the head of the audit chain is not noted: %s", error)


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
