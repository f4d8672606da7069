"""Programme folders: read, checked line by line, a place's own before the shipped ones."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as some

from luoshi.programmes import FILE, BadProgramme, Fault, load, programmes, shipped

WHOLE = """\
[programme]
name = "huts"
version = 1
title_zh = "环保屋"
title_en = "Recycling huts"
aliases = ["环保屋"]
kind = "register"

[[register]]
name = "huts"
title_zh = "环保屋"
title_en = "Huts"
geometry = "point"
key = "code"
keep_days = 365
[[register.field]]
name = "code"
type = "text"
title_zh = "编号"
title_en = "Code"
required = true
[[register.field]]
name = "keeper"
type = "person"
title_zh = "管理员"
title_en = "Keeper"
personal = true
[[register.field]]
name = "bins"
type = "number"
title_zh = "桶数"
title_en = "Bins"
unit = "个"
[[register.stage]]
name = "in_use"
title_zh = "投用"
title_en = "In use"

[[measure]]
name = "环保屋"
register = "huts"
op = "count"
stage = "in_use"
unit = "处"
"""

FAULTS = [
    ("version = 1", 'version = "1"', 3, "整数"),
    ('unit = "个"', 'units = "个"', 33, "是不是 unit"),
    ('title_en = "Huts"', "", 9, "缺少 title_en"),
    ('kind = "register"', 'kind = "registers"', 7, "只能是"),
    ('kind = "register"', 'kind = "series"', 7, "[[series]]"),
    ('geometry = "point"', 'geometry = "dot"', 13, "只能是"),
    ('key = "code"', 'key = "cod"', 14, "不是字段"),
    ("required = true", "required = false", 14, "required"),
    ("keep_days = 365", "", 9, "keep_days"),
    ("personal = true", "personal = false", 24, "个人信息"),
    ("personal = true", "personal = true\npublic = true", 28, "不能公开"),
    ('type = "person"', 'type = "choice"\nchoices = []', 25, "choices"),
    ('name = "bins"', 'name = "code"', 9, "出现了 2 次"),
    ('stage = "in_use"', 'stage = "opened"', 43, "不是 huts 的阶段"),
    ('stage = "in_use"', "", 39, "stage 或 on"),
    ('stage = "in_use"', 'on = "bins"', 43, "日期字段"),
    ('unit = "处"', 'unit = "处"\nexpires = "code"', 45, "日期字段"),
    ('op = "count"', 'op = "sum"', 42, "field"),
    ('op = "count"', 'op = "sum"\nfield = "keeper"', 43, "不是数字字段"),
    ('op = "count"', 'op = "sum"\nfield = "bins"\nwhere = { colour = "red" }', 44, "不是 huts 的字段"),
    ('op = "count"', 'op = "share"', 44, "单位是 %"),
    ('unit = "处"', "unit = 处", 44, "TOML"),
    ('register = "huts"', 'register = "hats"', 41, "没有声明过"),
    ('aliases = ["环保屋"]', "aliases = []", 1, "aliases"),
    ('aliases = ["环保屋"]', 'aliases = ["环保屋", "“ ”"]', 6, "太短"),
    ('title_zh = "管理员"', 'title_zh = "投用"', 9, "表头"),
]

CHECKED = (
    WHOLE
    + """\
[[register.check]]
name = "enough"
title_zh = "不少于2只桶"
title_en = "Two bins at least"
clause = "某发〔2020〕1号第二条"
field = "bins"
at_least = 2
"""
)

CHECK_FAULTS = [
    ("at_least = 2", "", 45, "中的一个"),
    ("at_least = 2", "at_least = 2\nover = 3", 45, "中的一个"),
    ("at_least = 2", 'at_least = "2"', 51, "数字，不加引号"),
    ("at_least = 2", "at_least = nan", 51, "有限的数"),
    ("at_least = 2", 'at_least = 2\nwhere = { colour = "red" }', 52, "不是 huts 的字段"),
    ('field = "bins"', 'field = "code"', 50, "yesno"),
    ('clause = "某发〔2020〕1号第二条"', "", 45, "缺少 clause"),
]


def lay(folder: Path, text: str, name: str = "huts") -> Path:
    """A programme folder with this text."""
    own = folder / name
    own.mkdir()
    (own / FILE).write_text(text, "utf-8")
    return own


def test_a_whole_programme_is_read(tmp_path: Path) -> None:
    """What the file says is what the programme is."""
    programme = load(lay(tmp_path, WHOLE))
    (register,) = programme.registers
    assert (programme.name, register.key, register.fields[2].unit) == ("huts", "code", "个")
    assert programme.measures[0].stage == "in_use"


@pytest.mark.parametrize(("said", "instead", "line", "words"), FAULTS)
def test_a_fault_names_its_line_and_its_cure(
    tmp_path: Path, said: str, instead: str, line: int, words: str
) -> None:
    """Each fault is found on the line on which it stands, and the line says what to do."""
    assert said in WHOLE
    with pytest.raises(BadProgramme) as bad:
        load(lay(tmp_path, WHOLE.replace(said, instead, 1)))
    assert [(fault.line, words in fault.words) for fault in bad.value.faults] == [(line, True)]


@pytest.mark.parametrize(("said", "instead", "line", "words"), CHECK_FAULTS)
def test_a_fault_of_a_condition_is_found_too(
    tmp_path: Path, said: str, instead: str, line: int, words: str
) -> None:
    """A condition without a document or a bound cannot be held against anything."""
    load(lay(tmp_path, CHECKED))
    (tmp_path / "huts" / FILE).write_text(CHECKED.replace(said, instead, 1), "utf-8")
    with pytest.raises(BadProgramme) as bad:
        load(tmp_path / "huts")
    assert [(fault.line, words in fault.words) for fault in bad.value.faults] == [(line, True)]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """Who writes a programme need not run the check once for each fault."""
    text = WHOLE.replace("version = 1", "version = 0").replace('op = "count"', 'op = "cuont"')
    with pytest.raises(BadProgramme) as bad:
        load(lay(tmp_path, text))
    assert [fault.line for fault in bad.value.faults] == [3, 42]


NO_PROGRAMMES = [
    b"",
    b"\xff\xfe\x00",
    b"[programme\n",
    b"x" * (2 << 20),
    b"a = " + b"[" * 100_000,
    b"a = " + b"9" * 5000,
    b"[programme]\nversion = 0x" + b"f" * 50_000,
]


@pytest.mark.parametrize("content", NO_PROGRAMMES, ids=range(len(NO_PROGRAMMES)))
def test_what_is_no_programme_is_one_line(tmp_path: Path, content: bytes) -> None:
    """Empty files, other encodings, broken TOML, huge files: a line each, no traceback."""
    folder = lay(tmp_path, "")
    (folder / FILE).write_bytes(content)
    with pytest.raises(BadProgramme) as bad:
        load(folder)
    assert all(str(fault).count("\n") == 0 for fault in bad.value.faults)


def test_a_programme_is_called_as_its_folder(tmp_path: Path) -> None:
    """Two names for one thing would make an override a matter of luck."""
    with pytest.raises(BadProgramme, match="和文件夹同名"):
        load(lay(tmp_path, WHOLE, name="cabins"))


def test_a_place_overrides_a_shipped_programme(tmp_path: Path) -> None:
    """One of its own stands for the shipped one; a bad one is named, and the shipped one stays."""
    text = WHOLE.replace('name = "huts"', 'name = "elder_meals"', 1)
    lay(tmp_path, text, name="elder_meals")
    lay(tmp_path, "nonsense", name="roads")
    found, faults = programmes(tmp_path)
    assert found["elder_meals"].about.title_zh == "环保屋"
    assert [fault.file.parent.name for fault in faults] == ["roads"]
    assert shipped()["elder_meals"].about.title_zh != "环保屋"


def faults(folder: Path) -> list[Fault]:
    """What is wrong with a programme."""
    try:
        load(folder)
    except BadProgramme as bad:
        return bad.faults
    return []


@given(some.data())
def test_a_damaged_file_is_a_programme_or_has_faults(data: some.DataObject) -> None:
    """Whatever is cut out of it or written into it: never a traceback, and every fault lies in the file."""
    text = CHECKED
    for _ in range(data.draw(some.integers(1, 4))):
        start = data.draw(some.integers(0, len(text)))
        end = data.draw(some.integers(start, min(len(text), start + 40)))
        put = data.draw(
            some.one_of(some.text(max_size=8), some.sampled_from(['"', "[[", "]", "= 1", "nan", "true"]))
        )
        text = text[:start] + put + text[end:]
    with TemporaryDirectory() as folder:
        place = Path(folder, "huts")
        place.mkdir()
        (place / FILE).write_text(text, "utf-8", errors="surrogatepass")
        found = faults(place)
    last = len(text.splitlines()) + 1
    assert all(1 <= fault.line <= last and len(str(fault).splitlines()) == 1 for fault in found)
