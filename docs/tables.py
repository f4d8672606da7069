"""Write the decision tables of the reader, from its code, into docs/reading.md.

usage: tables.py [--check]: with --check nothing is written, and the status is 1 where the page is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from luoshi.reading import halves, indicators, phrases, undertakings, verbs
from luoshi.reading.outputs.words import REASON_WORDS

PAGE = Path(__file__).parent / "reading.md"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; bars inside a cell are escaped."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def words(text: str) -> str:
    return " ".join(text.split())


def tables() -> dict[str, str]:
    """Every generated table, by the name of its place in the page."""
    act_lists = [
        ("adverbs, skipped", verbs.ADVERBS),
        ("acts", verbs.ACTS),
        ("light verbs, give way to the act they introduce", sorted(verbs.LIGHT)),
        ("second verbs", verbs.WORKS),
        ("acts named after their object", verbs.NAMED_WORKS),
        ("events, which keep their name in the measure", verbs.NAMED_EVENTS),
        ("rising", verbs.RISING),
        ("falling", verbs.FALLING),
        ("reaching", verbs.REACHING),
    ]
    return {
        "comparators": table(("comparator", "words before the number"), [(f"`{c}`", f"`{w}`") for c, w in phrases.BOUNDS]),
        "halves": table(("weight", "cue"), [(f"{w:+.1f}", f"`{c}`") for w, c in halves.CUES]),
        "verbs": table(("list", "words"), [(name, words(" ".join(found))) for name, found in act_lists]),
        "clause verbs": table(("group", "first verbs"), [(g, words(w)) for g, w in undertakings.VERBS.items()]),
        "clause ends": table(("group", "last words"), [(g, words(w)) for g, w in undertakings.ENDS.items()]),
        "clause weights": table(("trait", "weight"), [(t, f"{w:+.1f}") for t, w in undertakings.WEIGHTS.items()]),
        "clause types": table(("type", "pattern"), [(t, f"`{p}`") for t, p in undertakings.TYPES]),
        "indicators": table(("indicator", "names"), [(n, f"`{p}`") for n, p in indicators.INDICATORS.items()]),
        "reasons": table(("class", "in words"), [(f"`{r}`", w) for r, w in REASON_WORDS.items()]),
    }


def filled(page: str) -> str:
    """The page with each generated table in its place."""
    for name, content in tables().items():
        place = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not place.search(page):
            raise SystemExit(f"{PAGE.name} has no place for the table {name!r}")
        page = place.sub(lambda m, content=content: m[1] + content + "\n" + m[2], page)
    return page


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        return int(filled(page) != page)
    PAGE.write_text(filled(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
