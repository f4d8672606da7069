"""Programme folders read and checked: those that Luoshi brings, and a place's own in their stead."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from luoshi.programmes.model import Programme
from luoshi.programmes.places import line_at, lines_of
from luoshi.programmes.rules import apart, broken

FILE = "programme.toml"
SHIPPED = Path(__file__).parent
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a programme's file, on which line (from 1), and what to do."""

    file: Path
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


class BadProgramme(ValueError):
    """A programme that cannot be used; `faults` are all that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = [*faults]
        super().__init__("\n".join(map(str, self.faults)))


def load(folder: Path) -> Programme:
    """The programme of a folder. Raises BadProgramme with every fault."""
    file = folder / FILE
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadProgramme([Fault(file, 1, "文件超过 1 MB，不像方案。 Too large for a programme.")])
        text = file.read_text("utf-8-sig")
        said = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BadProgramme([Fault(file, 1, "不是 UTF-8，请另存为 UTF-8。 Save it as UTF-8.")]) from error
    except OSError as error:
        raise BadProgramme([Fault(file, 1, f"读不到：{error.strerror}。 It cannot be read.")]) from error
    except tomllib.TOMLDecodeError as error:
        raise BadProgramme([not_toml(file, error)]) from error
    except (RecursionError, ValueError) as error:
        words = "写法太深或数字太长，不像方案。 Nested too deeply, or a number too long."
        raise BadProgramme([Fault(file, 1, words)]) from error
    return checked(file, text, said)


def not_toml(file: Path, error: tomllib.TOMLDecodeError) -> Fault:
    """Where a file is no TOML."""
    words = str(error)
    at = words.rpartition("(at line ")[2].partition(",")[0]
    line = int(at) if at.isdigit() else 1
    return Fault(file, line, f"TOML 写法不对：{words}。文字要放在英文引号里。 Not valid TOML.")


def checked(file: Path, text: str, said: dict[str, Any]) -> Programme:
    """The programme that a file says. Raises BadProgramme."""
    lines = lines_of(text)
    try:
        programme = Programme.model_validate(said)
    except ValidationError as error:
        raise BadProgramme(
            Fault(file, line_at(lines, tuple(one["loc"])), in_words(one)) for one in error.errors()
        ) from error
    faults = [Fault(file, line_at(lines, where), words) for where, words in broken(programme)]
    if programme.name != file.parent.name:
        line = line_at(lines, ("programme", "name"))
        words = f"name 要和文件夹同名：{file.parent.name}。 The name is that of the folder."
        faults.append(Fault(file, line, words))
    if faults:
        raise BadProgramme(faults)
    return programme


CURES = {
    "missing": "缺少 {key}。 {key} is missing.",
    "extra_forbidden": "不认识 {key}{near}。 {key} is not known{near_en}.",
    "string_type": "{key} 要是文字，放在引号里。 {key} is text, in quotes.",
    "int_type": "{key} 要是整数，不加引号。 {key} is a whole number.",
    "float_type": "{key} 要是数字，不加引号。 {key} is a number.",
    "finite_number": "{key} 要是有限的数。 {key} is a finite number.",
    "bool_type": "{key} 只能是 true 或 false。 {key} is true or false.",
    "list_type": '{key} 要写成 ["…", "…"]，表要写成 [[{key}]]。 {key} is a list.',
    "model_type": "{key} 要写成表。 {key} is a table.",
    "string_too_short": "{key} 是空的。 {key} is empty.",
    "string_too_long": "{key} 太长。 {key} is too long.",
    "string_pattern_mismatch": "{key}“{said}”要用小写字母、数字、下划线，字母开头。 Use a-z, 0-9, _.",
    "literal_error": "{key} 不能是“{said}”，只能是 {expected}。 It is one of these.",
    "greater_than_equal": "{key} 太小：{said}。 {key} is too small.",
    "less_than_equal": "{key} 太大：{said}。 {key} is too large.",
}
"""What to do about what pydantic finds, by its name for it."""


def in_words(error: ErrorDetails) -> str:
    """One line on what is wrong in the shape of a file."""
    *around, key = error["loc"]
    near = get_close_matches(str(key), known(around), 1)
    return CURES.get(error["type"], "{key}：{message}").format(
        key=key,
        said=shown(error["input"]),
        expected=str(error.get("ctx", {}).get("expected", "")).replace("'", ""),
        near=f"，是不是 {near[0]}" if near else "",
        near_en=f"; {near[0]}?" if near else "",
        message=error["msg"],
    )


def shown(value: object) -> str:
    """The beginning of what was written, on one line."""
    try:
        return " ".join(str(value)[:60].split())
    except ValueError:  # an integer that Python will not write out
        return "…"


def known(around: Iterable[str | int]) -> list[str]:
    """The keys that a table may have, by their names in the file."""
    model: Any = Programme
    for step in around:
        if isinstance(step, int):
            continue
        field = next((one for name, one in model.model_fields.items() if step in (name, one.alias)), None)
        parts = getattr(field.annotation, "__args__", (field.annotation,)) if field else ()
        model = next((one for one in parts if hasattr(one, "model_fields")), None)
        if model is None:
            return []
    return [one.alias or name for name, one in model.model_fields.items()]


def folders(root: Path) -> Iterator[Path]:
    """The programme folders in a folder, by name."""
    if root.is_dir():
        yield from sorted(one for one in root.iterdir() if (one / FILE).is_file())


def strays(folder: Path, programme: Programme, among: Mapping[str, Programme]) -> Iterator[Fault]:
    """Faults in what a programme says of others."""
    for where, words in apart(programme, among):
        file = folder / FILE
        yield Fault(file, line_at(lines_of(file.read_text("utf-8-sig")), where), words)


def starter(name: str) -> str:
    """A small programme of this name with each key explained, to be written on from."""
    return (SHIPPED / "starter.toml").read_text("utf-8").replace("NAME", name)


@cache
def shipped() -> dict[str, Programme]:
    """The programmes that Luoshi brings, by name."""
    return {folder.name: load(folder) for folder in folders(SHIPPED)}


def programmes(own: Path) -> tuple[dict[str, Programme], list[Fault]]:
    """All programmes of a place whose own lie in a folder, and what is wrong with those that cannot be used.

    One of its own takes the place of a shipped one of the same name, if it can be used.
    """
    found, faults = dict(shipped()), []
    for folder in folders(own):
        try:
            found[folder.name] = load(folder)
        except BadProgramme as bad:
            faults.extend(bad.faults)
    return found, faults
