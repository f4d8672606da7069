"""Write the decision tables, from the code, into the pages that show them.

usage: tables.py [--check]: with --check nothing is written, and the status is 1 where a page is out of date.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from programme_tables import programme_tables

from luoshi.delivery.defaults import COUNTED, DEFAULTS
from luoshi.delivery.status import MILESTONE_ROWS, ROWS, Row
from luoshi.delivery.words import STATUS_WORDS
from luoshi.programmes import shipped
from luoshi.reading import halves, indicators, phrases, undertakings, verbs
from luoshi.reading.outputs.words import REASON_WORDS
from luoshi.web.options import OPTIONS

DOCS = Path(__file__).parent


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; bars inside a cell are escaped."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def words(text: str) -> str:
    return " ".join(text.split())


def reading_tables() -> dict[str, str]:
    """The tables of the reader, by the names of their places in the page."""
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
        "comparators": table(
            ("comparator", "words before the number"), [(f"`{c}`", f"`{w}`") for c, w in phrases.BOUNDS]
        ),
        "halves": table(("weight", "cue"), [(f"{w:+.1f}", f"`{c}`") for w, c in halves.CUES]),
        "verbs": table(("list", "words"), [(name, words(" ".join(found))) for name, found in act_lists]),
        "clause verbs": table(
            ("group", "first verbs"), [(g, words(w)) for g, w in undertakings.VERBS.items()]
        ),
        "clause ends": table(("group", "last words"), [(g, words(w)) for g, w in undertakings.ENDS.items()]),
        "clause weights": table(
            ("trait", "weight"), [(t, f"{w:+.1f}") for t, w in undertakings.WEIGHTS.items()]
        ),
        "clause types": table(("type", "pattern"), [(t, f"`{p}`") for t, p in undertakings.TYPES]),
        "indicators": table(
            ("indicator", "names"), [(n, f"`{p}`") for n, p in indicators.INDICATORS.items()]
        ),
        "reasons": table(("class", "in words"), [(f"`{r}`", w) for r, w in REASON_WORDS.items()]),
    }


def decisions(rows: Iterable[Row[Any]]) -> str:
    """A decision table: what holds, and how it is then called."""
    cells = ((f"{STATUS_WORDS[row.status]} `{row.status}`", row.zh, row.en, f"`{row.name}`") for row in rows)
    return table(("状态 status", "条件", "condition", "row"), cells)


def status_tables() -> dict[str, str]:
    """The tables by which progress is judged."""
    defaults = (
        (
            " ".join(row.verbs) or ("（有数字的其余）" if row is COUNTED else "（其余）"),
            row.criterion,
            "；".join(f"{gate.month}-{gate.day:02} {gate.name}（{gate.proof}）" for gate in row.gates),
        )
        for row in (*DEFAULTS, COUNTED)
    )
    return {
        "status": decisions(ROWS),
        "milestones": decisions(MILESTONE_ROWS),
        "defaults": table(
            ("动词 verbs", "算完成的标准 counts as done", "节点与证明 steps and proof"), defaults
        ),
    }


def settings_tables() -> dict[str, str]:
    """What a place may set."""
    cells = ((f"`{o.name}`", o.kind, f"`{o.default}`" if o.default else "", o.zh, o.en) for o in OPTIONS)
    return {"settings": table(("变量 variable", "kind", "默认 default", "作用", "what it is"), cells)}


@contextmanager
def board() -> Iterator[None]:
    """The board's own code, on a data folder that goes again."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.web.settings"
    with TemporaryDirectory() as folder:
        os.environ["LUOSHI_DATA"] = folder
        import django

        django.setup()
        yield


def columns() -> dict[str, str]:
    """The columns of the task table."""
    with board():
        from luoshi.board.tasktable.columns import COLUMNS, choices

        lists = choices()
    who = {"fixed": "底子", "promise": "承诺", "target": "目标", "row": "这次改动"}
    cells = (
        (
            c.title,
            who[c.level],
            "是" if c.printed else "",
            c.words or (f"最多 {c.most} 字" if c.most else ""),
            "、".join(lists[c.choices].values()) if c.choices else "",
        )
        for c in COLUMNS
    )
    return {"columns": table(("列 column", "属于 of", "印发 printed", "怎么填", "可选"), cells)}


MEANS = {
    "board.accept": "accept or return figures, check and sign off",
    "board.add_measure": "add a shared measure",
    "board.ask_change": "ask for another target or deadline",
    "board.attach": "attach evidence",
    "board.confirm": "confirm, correct, split, merge, reject, set up",
    "board.decide_change": "decide a request of somebody else",
    "board.hand_out": "name the lead, set milestones, bring the task table in",
    "board.import_report": "bring a report in",
    "board.jobs": "see and cancel jobs; heads and reporters their own",
    "board.look": "look",
    "board.tokens": "make tokens for programs",
    "board.release": "say what is public",
    "board.remind": "remind, reopen a window",
    "board.report": "draft figures, propose work items",
    "board.spot_check": "draw and record spot checks",
    "board.submit": "submit figures, apply for sign-off",
    "board.settle": "agree to work items",
    "board.windows": "see who has not reported",
    "registers.areas": "bring in and drop areas (区划)",
    "registers.count": "say which records count a target, and which figures govern",
    "registers.erase": "delete what a record says of persons before its time, on request",
    "registers.keep": "keep the records of one's own programmes",
    "registers.look": "look at registers and records",
    "office.administer": "people, departments, the margin of 超进度",
}


def roles() -> dict[str, str]:
    """Who may do what."""
    with board():
        from luoshi.office.access import MATRIX
        from luoshi.office.models import Role

        head = ["", *(f"{role.label}<br>`{role.value}`" for role in Role)]
        cells = [
            [MEANS[name], *("✓" if role in held else "" for role in Role)] for name, held in MATRIX.items()
        ]
    return {"roles": table(head, cells)}


def kept() -> dict[str, str]:
    """How long what registers say of persons is kept."""
    rows = [
        (
            register.title_zh,
            "、".join(one.title_zh for one in register.fields if one.personal),
            f"{register.keep_days:,}",
        )
        for programme in shipped().values()
        for register in programme.registers
        if register.keep_days is not None
    ]
    return {"kept": table(("名册", "personal fields", "days after the last revision"), rows)}


PAGES: dict[str, Callable[[], dict[str, str]]] = {
    "board.md": roles,
    "programmes.md": lambda: programme_tables(table),
    "reading.md": reading_tables,
    "registers.md": kept,
    "settings.md": settings_tables,
    "status.md": status_tables,
    "task-table.md": columns,
}


def filled(name: str, page: str) -> str:
    """The page with each generated table in its place."""
    for title, content in PAGES[name]().items():
        place = re.compile(rf"(<!-- table: {re.escape(title)} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not place.search(page):
            raise SystemExit(f"{name} has no place for the table {title!r}")
        page = place.sub(lambda m, content=content: m[1] + content + "\n" + m[2], page)
    return page


def main() -> int:
    stale = 0
    for name in PAGES:
        page = (DOCS / name).read_text(encoding="utf-8")
        if filled(name, page) == page:
            continue
        if "--check" in sys.argv:
            print(f"docs/{name} is out of date: make docs", file=sys.stderr)  # noqa: T201
            stale = 1
        else:
            (DOCS / name).write_text(filled(name, page), encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
