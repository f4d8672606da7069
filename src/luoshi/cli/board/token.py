"""`luoshi board token`: with which programs ask in a person's name."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from typing import Any

from ..talk import say
from .start import FAILED, ready


def add_to(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the act."""
    token = acts.add_parser("token", help="给程序用的访问令牌 make, list or revoke a person's tokens")
    token.add_argument("username")
    wanted = token.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--name", metavar="程序", help="建一个，写明给哪个程序用 make one, for this program")
    wanted.add_argument("--list", action="store_true", help="列出 list them")
    wanted.add_argument(
        "--revoke", type=int, metavar="编号", help="按编号撤销 revoke the one with this number"
    )
    token.add_argument(
        "--days", type=int, default=90, help="有效天数，默认90，最多366 how many days it is good"
    )
    token.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make, list or revoke; 2 with one line where that cannot be done."""
    ready()
    from luoshi.office.actions import Refused
    from luoshi.office.models import Token, User

    try:
        user = User.objects.get(username=options.username)
        if options.list:
            sys.stdout.writelines(f"{line}\n" for line in map(in_words, user.tokens.all()))
        elif options.revoke is not None:
            revoke(user.tokens.get(pk=options.revoke))
        else:
            make(user, options)
    except User.DoesNotExist:
        say(f"没有叫 {options.username} 的人。 Nobody has this name.")
        return FAILED
    except (Token.DoesNotExist, OverflowError):
        say(f"此人没有 {options.revoke} 号令牌。 This person has no such token: see --list.")
        return FAILED
    except Refused as refusal:
        say(str(refusal))
        return FAILED
    return 0


def make(user: Any, options: argparse.Namespace) -> None:
    """Make a token; its words are written to standard output this once."""
    from luoshi.office import clock
    from luoshi.office.tokens import LONGEST, make_token

    days = timedelta(days=min(max(options.days, -1), LONGEST.days + 1))
    _token, words = make_token(user=user, name=options.name, until=clock.today() + days, by=None)
    sys.stdout.write(f"{words}\n")


def revoke(token: Any) -> None:
    """Make a token worth nothing."""
    from luoshi.office.tokens import revoke_token

    revoke_token(token=token, by=None)
    say(f"{token.name} 的令牌已撤销。 The token is revoked.")


def in_words(token: Any) -> str:
    """A token on one line: number, what for, until when, last used."""
    state = "已撤销 revoked" if token.revoked else f"至 {token.until}"
    used = f"{token.used:%Y-%m-%d %H:%M} UTC" if token.used else "—"
    return f"{token.pk}\t{token.name}\t{state}\t{used}"
