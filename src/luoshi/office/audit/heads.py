"""Where the chain ended, kept outside the database: a tail that is cut off there is missed here.

A head is the number of events and the HMAC-SHA256 of the last hash, with a key that no database holds.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.office.keys import key_in
from luoshi.office.models import Event, Head

KEY = "audit-key"
FILE = "audit-heads.jsonl"


def append_head(count: int, last: str) -> None:
    """Add a head to the file. To be called after the commit: the file never knows more than the database."""
    seal = sealed(count, last, key_in(settings.DATA, KEY))
    said = {"at": timezone.now().isoformat(timespec="seconds"), "count": count, "hmac": seal}
    handle = os.open(heads_file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # One write, begun on a line of its own: what a power cut tore off spoils no other line.
        os.write(handle, f"\n{json.dumps(said)}".encode())
    finally:
        os.close(handle)


def append_missing_head() -> bool:
    """Add the head as it stands, if it is not the last one there; whether it was added."""
    head = Head.objects.first()
    if head is None or [count for count, _seal in heads()][-1:] == [head.count]:
        return False
    append_head(head.count, head.hash)
    return True


def standing_head() -> str:
    """The head as it stands (`count:hmac`), nothing before the first event; one query.

    `luoshi board verify --head` takes it back.
    """
    head = Head.objects.first()
    return f"{head.count}:{sealed(head.count, head.hash, key_in(settings.DATA, KEY))}" if head else ""


def head_words() -> str:
    """The head as exports print it."""
    head = standing_head()
    return _("审计链 %(head)s") % {"head": head} if head else _("审计链还没有事件")


def sealed(count: int, last: str, key: str) -> str:
    """The HMAC-SHA256 of an event's number and hash."""
    return hmac.new(key.encode(), f"{count}:{last}".encode(), hashlib.sha256).hexdigest()


def heads_file() -> Path:
    return settings.DATA / FILE


def heads() -> Iterator[tuple[int, str]]:
    """The heads in the file, the oldest first; torn lines say nothing."""
    if not heads_file().exists():
        return
    with heads_file().open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                said = json.loads(line)
                yield int(said["count"]), str(said["hmac"])
            except (ValueError, TypeError, KeyError):
                continue


def broken_heads(printed: str | None = None) -> Iterator[str]:
    """What the chain lacks of the heads in the file, and of one that was printed (`count:hmac`)."""
    if (settings.DATA / KEY).exists() and not heads_file().exists():
        yield f"{FILE} 不见了。 the file of heads is missing"
    known = dict(heads())
    if printed:
        count, _colon, seal = printed.partition(":")
        known[int(count)] = seal
    if not known:
        return
    last = Event.objects.order_by("sequence").last()
    end = last.sequence if last else 0
    if max(known) > end:
        yield f"链在事件 {end} 之后被截断，原有 {max(known)} 件。 cut after {end} of {max(known)}"
    key = key_in(settings.DATA, KEY)
    for sequence, found in Event.objects.order_by("sequence").values_list("sequence", "hash").iterator():
        if sequence in known and not hmac.compare_digest(known[sequence], sealed(sequence, found, key)):
            yield f"事件 {sequence} 或更早的被重写过。 event {sequence} or one before was rewritten"
            return
