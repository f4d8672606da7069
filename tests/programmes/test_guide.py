"""The walk-through of docs/programmes.md: what it tells to write loads, is found, and counts what it says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from register_rows import rows_of

from luoshi.programmes import (
    FILE,
    BadProgramme,
    Programme,
    count,
    load,
    measure_of,
    programmes,
    programmes_of,
)

PAGE = (Path(__file__).parents[2] / "docs" / "programmes.md").read_text("utf-8")


def block(kind: str) -> str:
    """The one block of this kind on the page."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A place's own folder of programmes, with the one of the page."""
    folder = tmp_path / "chargers"
    folder.mkdir()
    (folder / FILE).write_text(block("toml"), "utf-8")
    return tmp_path


@pytest.fixture
def chargers(own: Path) -> Programme:
    """The programme of the page, as a place has it beside the shipped ones."""
    found, faults = programmes(own)
    assert faults == []
    return found["chargers"]


def test_the_promise_finds_the_programme_of_the_page(own: Path, chargers: Programme) -> None:
    """By its clause, before all that is shipped."""
    every = programmes(own)[0].values()
    assert programmes_of("新建公共充电桩600个", every)[0] == chargers
    assert measure_of(chargers, "公共充电桩", "个").name == "公共充电桩"


def test_the_rows_of_the_page_count_what_it_says(chargers: Programme) -> None:
    """64 of five rows: the private one, the one without power and last year's do not count."""
    (register,), (measure,) = chargers.registers, chargers.measures
    rows = rows_of(register, block("csv"))
    said = int(re.search(r"五行数出 (\d+) 个", PAGE)[1])
    found = count(measure, register, rows, date(2025, 1, 1), date(2025, 12, 31))
    assert (found.value, [row.key for row in found.rows]) == (said, ["A1", "A2"])


def test_the_fault_of_the_page_is_the_one_that_is_said(own: Path) -> None:
    """File, line and words."""
    file = own / "chargers" / FILE
    file.write_text(block("toml").replace('op = "sum"', 'op = "summ"'), "utf-8")
    with pytest.raises(BadProgramme) as bad:
        load(file.parent)
    (fault,) = bad.value.faults
    shown = f"luoshi-data/programmes/chargers/programme.toml:{fault.line}: {fault.words.partition(' It ')[0]}"
    assert shown in PAGE
