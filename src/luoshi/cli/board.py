"""`luoshi board`: the board and what an administrator does with it from the command line."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from . import board_work
from .talk import say

FAILED = 2
ROLES = ["administrator", "officer", "leader", "head", "reporter"]


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and what stands under it."""
    parser = verbs.add_parser("board", help="台账 the board")
    acts = parser.add_subparsers(title="命令 commands", metavar="ACT", required=True)

    serve = acts.add_parser("serve", help="启动台账 serve the board")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="端口 port")
    serve.set_defaults(run=run_serve)
    board_work.add_to(acts, serve)

    bring = acts.add_parser("import", help="导入一份报告 bring in a report")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--place", required=True, help="地方名称，如 青梧区 the place's name")
    bring.add_argument("--code", required=True, help="区划代码，如 370303 its division code")
    bring.add_argument("--year", type=int, help="报告年份 the report's year")
    bring.set_defaults(run=run_import)

    person = acts.add_parser("person", help="添加一个人 add a person")
    person.add_argument("username")
    person.add_argument("--code", required=True, help="区划代码 division code")
    person.add_argument(
        "--role", required=True, choices=["administrator", "officer", "leader", "head", "reporter"]
    )
    person.add_argument("--department", help="单位名称，没有就建 department, made if it is new")
    person.add_argument("--name", default="", help="显示的名字 name to show")
    person.set_defaults(run=run_person)

    verify = acts.add_parser("verify", help="核对审计链 verify the audit chain")
    verify.set_defaults(run=run_verify)


def ready() -> None:
    """Start Django on this installation's data, with all tables there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def run_serve(options: argparse.Namespace) -> int:
    """Serve the board on this machine until it is stopped."""
    ready()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    say(f"台账在 http://127.0.0.1:{options.port}/ ，Ctrl-C 停止。 The board is served there.")
    server = Granian(
        "luoshi.web.wsgi:application",
        address="127.0.0.1",
        port=options.port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
    with board_work.working(options):
        server.serve()
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Bring in a report; 2 with one line where it cannot be."""
    ready()
    from luoshi.board.actions import import_report
    from luoshi.board.models import Commitment
    from luoshi.office.actions import Refused, place_of
    from luoshi.reading import UnreadableReport
    from luoshi.reading.sources import load_path

    try:
        place = place_of(code=options.code, name=options.place)
        report = import_report(
            place=place, document=load_path(Path(options.file)), year=options.year, by=None
        )
    except (Refused, UnreadableReport) as refusal:
        say(str(refusal))
        return FAILED
    waiting = Commitment.objects.filter(report=report).count()
    say(f"读出 {waiting} 项承诺，等待确认。 {waiting} promises wait to be confirmed.")
    return 0


def run_person(options: argparse.Namespace) -> int:
    """Add a person; the password is made here and shown once."""
    ready()
    from luoshi.office.actions import Refused, add_person

    password = secrets.token_urlsafe(12)
    try:
        add_person(
            username=options.username,
            password=password,
            code=options.code,
            role=options.role,
            department=options.department,
            name=options.name,
        )
    except Refused as refusal:
        say(str(refusal))
        return FAILED
    sys.stdout.write(f"{options.username} {password}\n")
    return 0


def run_verify(_options: argparse.Namespace) -> int:
    """Say what is wrong with the audit chain; 2 if anything is."""
    ready()
    from luoshi.office.audit import broken
    from luoshi.office.models import Event

    problems = list(broken())
    for problem in problems:
        say(problem)
    say(f"审计链 {Event.objects.count()} 件，{'有问题' if problems else '完好'}。")
    return FAILED if problems else 0
