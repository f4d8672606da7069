"""Tokens with which programs ask in a person's name; here only their hashes are known."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Token, User

PREFIX = "luoshi_"
LONGEST = timedelta(days=366)
MOST = 20
"""How many tokens of one person can be good at a time."""
WRONG, PAUSE = 10, 15 * 60
"""How many wrong tokens an address may send within so many seconds."""
SEEN = timedelta(minutes=1)
"""How exactly it is kept when a token was last used."""


class TooManyWrong(Exception):
    """An address has sent too many wrong tokens; the message says how long to wait."""


@transaction.atomic
def make_token(*, user: User, name: str, until: date, by: User | None) -> tuple[Token, str]:
    """A new token of a person, good to the end of a day; its words are told this once and kept nowhere."""
    held = User.objects.select_for_update(of=("self",)).select_related("place").get(pk=user.pk)
    if held.place is None or not held.is_active:
        raise Refused(_("此人不能登录，或不属于任何地方。") + " This person cannot log in.")
    if not name.strip():
        raise Refused(_("请写明令牌给哪个程序用。") + " Say which program it is for.")
    if not clock.today() <= until <= clock.today() + LONGEST:
        raise Refused(_("有效期最长一年，且不能已过。") + " A token is good for a year at most.")
    if held.tokens.filter(good()).count() >= MOST:
        raise Refused(_("有效的令牌太多，请先撤销不用的。") + " Revoke a token first.")
    words = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(user=held, name=name.strip()[:60], hash=hash_of(words), until=until)
    record(verb="make_token", row=token, by=by, place=held.place)
    return token, words


@transaction.atomic
def revoke_token(*, token: Token, by: User | None) -> Token:
    """From now on a token is worth nothing."""
    held = Token.objects.select_for_update(of=("self",)).select_related("user__place").get(pk=token.pk)
    if held.revoked is not None:
        raise Refused(_("这个令牌已经撤销了。") + " This token was revoked before.")
    held.revoked = clock.now()
    held.save(update_fields=["revoked"])
    record(verb="revoke_token", row=held, by=by, place=held.user.place)
    return held


def good() -> Q:
    """Which tokens are worth something today."""
    return Q(revoked=None, until__gte=clock.today())


def hash_of(words: str) -> str:
    """SHA-256: the words are drawn at random, so there is nothing to try out."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def person_of(words: str, address: str) -> User | None:
    """The person of a token, or None. Raises TooManyWrong.

    A right token is always taken: behind one address sits a whole office, and one program with an old token
    must not lock out all others.
    """
    known = Token.objects.select_related("user__place", "user__department")
    token = known.filter(good(), hash=hash_of(words), user__is_active=True).first()
    if token is None:
        count_wrong(address)
        return None
    if token.used is None or clock.now() - token.used > SEEN:
        Token.objects.filter(pk=token.pk).update(used=clock.now())
    return token.user


def count_wrong(address: str) -> None:
    """Remember that an address has sent a wrong token."""
    key = f"wrong-tokens-{hash_of(address)}"
    cache.add(key, 0, PAUSE)
    try:
        count = cache.incr(key)
    except ValueError:
        # It ran out between the two lines.
        return
    if count > WRONG:
        raise TooManyWrong(
            "错误的令牌太多，请 15 分钟后再试。 Too many wrong tokens: wait a quarter of an hour."
        )
