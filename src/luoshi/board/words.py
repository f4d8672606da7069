"""What the pure rooms say, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from luoshi.delivery.model import Standing, Status
from luoshi.delivery.words import ENGLISH_STATUS_WORDS, STATUS_WORDS, rule
from luoshi.office.languages import spoken
from luoshi.reading.model import Item
from luoshi.reading.outputs.words import reason_words


def status_words(status: Status) -> str:
    """A status."""
    return spoken(STATUS_WORDS[status], ENGLISH_STATUS_WORDS[status])


def rule_words(standing: Standing) -> str:
    """The row of the decision table that decided."""
    return spoken(*rule(standing))


def class_words(reason: str) -> str:
    """The class of a numeral that is no promise."""
    return spoken(reason_words(reason), reason.replace("_", " "))


def doubt_words(item: Item) -> str:
    """Why a person should look: the reader gives each reason in Chinese, ` / `, and English."""
    halves = [reason.partition(" / ") for reason in (item.why or "").split("；")]
    found = [spoken(chinese, english or chinese) for chinese, _slash, english in halves if chinese]
    return _("；").join(found) or _("请核对原文")
