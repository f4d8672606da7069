"""Three ledgers on which `luoshi status` is tried, and what it says of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from luoshi.cli import main


@dataclass
class Said:
    """What the command wrote since one last asked."""

    out: str
    lines: list[str]

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Saying = Callable[[], Said]

COMMITMENTS = """\
id,measure,comparator,value,unit,basis,direction,baseline,start,due,path
A1,新建公厕,>=,10,座,amount,up,,2022-01-01,2022-12-31,
A2,地区生产总值,>=,6.5,%,growth,up,,2022-01-01,2022-12-31,
A3,城镇化率,>=,70,%,level,up,68,2022-01-01,2022-12-31,
A4,登记失业率,<=,4,%,level,,,2022-01-01,2022-12-31,
A5,固定资产投资,>=,"3,000,000,000",元,amount,up,,2022-01-01,2022-12-31,2022-03-31:300000000;2022-06-30:900000000
"""
PROGRESS = """\
id,date,value,cumulative,recorded_at
A1,2022-03-31,2,false,2022-04-08
A1,2022-06-30,4,false,2022-07-05
A1,2022-06-30,3,false,2022-06-30
A2,2022-06-30,6.1,true,2022-06-30
A3,2022-06-30,69,true,
A4,2022-03-31,3.5,true,2022-04-20
A5,2022-06-30,1000000000,true,2022-06-30
"""
MILESTONES = """\
id,milestone,due,accepted_at
A1,选址,2022-03-31,2022-03-20
A1,开工,2022-06-30,
B1,方案,2022-03-31,2022-03-31
B1,获批,2022-12-31,
"""
KEYS = ["id", "status", "share", "expected", "reason", "stale", "reference_date"]
HEAD = COMMITMENTS.splitlines()[0]
ROW = "A1,新建公厕,>=,10,座,amount,up,,2022-01-01,2022-12-31,"


def listen(capture: pytest.CaptureFixture[bytes]) -> Saying:
    """What the command has said."""

    def ask() -> Said:
        out, err = capture.readouterr()
        return Said(out.decode(), err.decode().splitlines())

    return ask


def lay() -> None:
    """Write the three ledgers into the current folder."""
    write("c.csv", COMMITMENTS)
    write("p.csv", PROGRESS)
    write("m.csv", MILESTONES)


def write(name: str, words: str) -> None:
    Path(name).write_text(words, "utf-8", newline="")


def status(*more: str, files: tuple[str, ...] = ("c.csv", "p.csv"), as_of: str = "2022-06-30") -> int:
    return main(["status", *files, "--as-of", as_of, *more])


def found(said: Saying, **changes: Any) -> dict[str, dict[str, Any]]:
    """Each commitment's line, by its id."""
    assert status("--format", "jsonl", **changes) == 0
    return {line["id"]: line for line in said().objects}


def refused(said: Saying, *more: str, **changes: Any) -> list[str]:
    """What was said, of ledgers that are no good: nothing was written."""
    before = sorted(os.listdir())
    assert status("-o", "out.jsonl", *more, **changes) == 2
    heard = said()
    assert heard.out == ""
    assert sorted(os.listdir()) == before
    return list(heard.lines)
