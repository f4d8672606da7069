"""The reader's language, for words that are not in the catalogue: the pure rooms say theirs twice."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language


def spoken(chinese: str, english: str) -> str:
    """Of the same words in both languages, those of the reader."""
    return english if get_language() == "en" else chinese


either = lazy(spoken, str)
"""The same, chosen only when it is read."""
