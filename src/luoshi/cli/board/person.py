"""`luoshi board person` and `forget`: who may log in, and who no more."""

from __future__ import annotations

import argparse
import secrets
import sys

from ..talk import say
from .start import FAILED, ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare both acts."""
    person = acts.add_parser("person", help="添加一个人 add a person")
    person.add_argument("username")
    person.add_argument("--code", required=True, help="区划代码 division code")
    person.add_argument(
        "--role", required=True, choices=["administrator", "officer", "leader", "head", "reporter"]
    )
    person.add_argument("--department", help="单位名称，没有就建 department, made if it is new")
    person.add_argument("--name", default="", help="显示的名字 name to show")
    person.set_defaults(run=run)
    forget = acts.add_parser("forget", help="注销一个人，删去姓名 take away a person's name and login")
    forget.add_argument("username")
    forget.set_defaults(run=run_forget)


def run(options: argparse.Namespace) -> int:
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
        say(refusal.in_both())
        return FAILED
    sys.stdout.write(f"{options.username} {password}\n")
    return 0


def run_forget(options: argparse.Namespace) -> int:
    """Forget a person; 2 with one line where there is none."""
    ready()
    from luoshi.office.actions import Refused, forget_person
    from luoshi.office.models import User

    try:
        forget_person(user=User.objects.get(username=options.username), by=None)
    except (Refused, User.DoesNotExist) as refusal:
        say(f"没有注销 {options.username}。 Nobody was forgotten: {refusal}")
        return FAILED
    say(f"{options.username} 不能再登录，姓名已删去。 The login is closed, the name is gone.")
    return 0
