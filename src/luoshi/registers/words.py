"""How parts of a place are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEVELS: Mapping[str, Promise] = {
    "province": _("省"),
    "city": _("市"),
    "county": _("区县"),
    "street": _("镇街"),
    "community": _("社区、村"),
    "cell": _("网格"),
}


def level_words(level: str) -> str:
    """The level of a division."""
    return str(LEVELS[level])
