"""Score the reader on the labelled reports: one line a report, and the pooled lines.

usage: score.py SHARED [LABELS_FOLDER]: the folder that holds score_reading.py, score_clauses.py and reports/
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from luoshi.reading import read
from luoshi.reading.outputs import open_writer, start_of

Row = dict[str, Any]
STRUCTURE = ("members", "part_of", "period")


def predict(report: Path, out: Path) -> Path:
    """All items of a report as JSON lines in the folder `out`."""
    target = out / f"{report.stem}.jsonl"
    found = read(report)
    with target.open("wb") as stream, open_writer("jsonl", stream) as writer:
        writer.add(found, sorted([*found.items, *found.leftovers], key=start_of))
    return target


def load(path: Path) -> ModuleType:
    """The shared scorer, which is no package, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_structure(scorer: ModuleType, labels: list[Row], items: list[Row]) -> Counter[str]:
    """How often members, parent and period are right, among matched commitments whose label carries them.

    A predicted parent is wrong where the label has none or another one.
    """
    found = {item["id"]: scorer.flatten(item) | {"item": item} for item in items if item.get("quantity")}
    scored = [g for g in labels if g["kind"] != "other" and not g.get("optional")]
    counts: Counter[str] = Counter()
    for gold, guess in scorer.pair_up(scored, sorted(found.values(), key=lambda each: each["start"])):
        if not gold["kind"] == guess["kind"] == "commitment":
            continue
        item = guess["item"]
        if "members" in gold:
            counts["members labelled"] += 1
            counts["members"] += set(gold["members"]) == set(item["members"])
        if "period" in gold:
            counts["period labelled"] += 1
            counts["period"] += gold["period"] == item["period"]
        if "part_of" in gold:
            parent = None if gold["part_of"] is None else labels[gold["part_of"]]
            guessed = found.get(item["part_of"])
            is_right = bool(parent and guessed and scorer.overlap(parent, guessed))
            counts["part_of labelled"] += parent is not None
            counts["part_of"] += is_right
            counts["part_of wrong"] += item["part_of"] is not None and not is_right
    return counts


def structure_line(scorer: ModuleType, pairs: list[str]) -> str:
    """All reports pooled, on one line; `pairs` are files, labels and predictions by turns."""
    counts: Counter[str] = Counter()
    for labels, items in zip(pairs[::2], pairs[1::2], strict=True):
        counts += score_structure(scorer, scorer.rows(labels), scorer.rows(items))
    right = {name: f"{name} {counts[name]}/{counts[f'{name} labelled']}" for name in STRUCTURE}
    right["part_of"] += f" ({counts['part_of wrong']} wrong)"
    return " · ".join(right.values())


def main() -> int:
    shared = Path(sys.argv[1])
    labels = Path(sys.argv[2]) if len(sys.argv) > 2 else shared / "reports"
    if not labels.is_dir():
        print(f"{labels}: no labelled reports here, so nothing is scored")
        return 0
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for scorer, suffix in (("score_reading.py", ".labels.jsonl"), ("score_clauses.py", ".clauses.jsonl")):
            pairs: list[str] = []
            for gold in sorted(labels.glob(f"*{suffix}")):
                report = shared / "reports" / gold.name.replace(suffix, ".txt")
                pairs += [str(gold), str(predict(report, Path(folder)))]
            status |= subprocess.run([sys.executable, str(shared / scorer), *pairs], check=False).returncode
            if scorer == "score_reading.py":
                print(structure_line(load(shared / scorer), pairs), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
