"""Score the reader on the labelled reports: one line a report, and the pooled lines.

usage: score.py SHARED [LABELS_FOLDER]: the folder that holds score_reading.py, score_clauses.py and reports/
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from luoshi.reading import read
from luoshi.reading.outputs import open_writer, start_of


def predict(report: Path, out: Path) -> Path:
    """All items of a report as JSON lines in the folder `out`."""
    target = out / f"{report.stem}.jsonl"
    found = read(report)
    with target.open("wb") as stream, open_writer("jsonl", stream) as writer:
        writer.add(found, sorted([*found.items, *found.leftovers], key=start_of))
    return target


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
    return status


if __name__ == "__main__":
    sys.exit(main())
