"""The server has what its rooms import late: two requests that import at once would meet it half made."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

SOURCE = Path(__file__).parents[2] / "src" / "luoshi"
ROOMS = ("board", "geography", "office", "registers")


def late_in(file: Path) -> Iterator[str]:
    """The packages that functions of a module import."""
    tree = ast.parse(file.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for node in (node for function in functions for node in ast.walk(function)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)


def test_the_server_starts_with_all_that_is_imported_late(tmp_path: Path) -> None:
    """A package more that a room imports in a function has to be named where the server starts."""
    files = [file for room in ROOMS for file in (SOURCE / room).rglob("*.py")]
    wanted = {name for file in files for name in late_in(file)} - {*sys.stdlib_module_names, "luoshi"}
    assert {"altair", "shapely"} <= wanted
    asked = "import sys, luoshi.web.wsgi; print(*sys.modules)"
    said = run(  # noqa: S603
        [sys.executable, "-c", asked], env={"LUOSHI_DATA": str(tmp_path)}, capture_output=True, check=True
    )
    assert wanted - {*said.stdout.decode().split()} == {"osmium"}, "streets are read by the command alone"
