"""The sample registers: records alone move a promise to done, and plausible wrong ones do not count."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from register_rows import rows_of

from luoshi.programmes import Count, count, findings, shipped

SAMPLES = Path(__file__).parents[2] / "samples" / "programmes"
START, END = date(2025, 1, 1), date(2025, 12, 31)
REGISTERS = sorted(file for file in SAMPLES.glob("*/*.csv") if file.stem != "series")
TWELVE = {
    "elder_meals",
    "employment_insurance",
    "enterprise_ladder",
    "estate_renewal",
    "funds",
    "headquarters",
    "key_projects",
    "park_city",
    "recycling_huts",
    "roads_alleys",
    "schools",
    "virtual_park",
}


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


PROMISES = table(SAMPLES / "promises.csv")


def counted(programme: str, measure: str, day: date) -> Count:
    """What a measure comes to on a day of the sample year."""
    found = shipped()[programme]
    asked = found.measure_named(measure)
    register = found.register_named(asked.register_name)
    text = (SAMPLES / programme / f"{register.name}.csv").read_text("utf-8")
    return count(asked, register, rows_of(register, text), START, day)


def test_each_programme_in_depth_has_samples_of_all_its_registers() -> None:
    """A file for every register of the twelve, no more."""
    told = {(file.parent.name, file.stem) for file in REGISTERS}
    every = {(name, register.name) for name in TWELVE for register in shipped()[name].registers}
    assert told == every
    assert {row["方案"] for row in PROMISES} == TWELVE - {"employment_insurance"}


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sample_fits_its_register(file: Path) -> None:
    """Known headings, required fields, known choices; no personal column; enough to look at."""
    register = shipped()[file.parent.name].register_named(file.stem)
    rows = rows_of(register, file.read_text("utf-8"))
    assert 6 <= len(rows) <= 22
    personal = {one.title_zh for one in register.fields if one.personal}
    assert not personal & table(file)[0].keys()


@pytest.mark.parametrize("row", PROMISES, ids=lambda row: f"{row['方案']}-{row['不算的记录']}")
def test_records_alone_move_a_promise_to_done(row: dict[str, str]) -> None:
    """From what there was in January to what was promised; the wrong record is there and does not count."""
    programme, measure, wrong = row["方案"], row["指标"], row["不算的记录"]
    assert counted(programme, measure, START).value == Decimal(row["年初"])
    done = counted(programme, measure, END)
    assert done.value == Decimal(row["年末"])
    assert wrong not in [one.key for one in done.rows]
    register = shipped()[programme].measure_named(measure).register_name
    assert wrong in (SAMPLES / programme / f"{register}.csv").read_text("utf-8")


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_a_record_refers_to_is_there(file: Path) -> None:
    """A month has its project, an exit its investment, an investment its fund."""
    programme = shipped()[file.parent.name]
    rows = rows_of(programme.register_named(file.stem), file.read_text("utf-8"))
    for field in programme.register_named(file.stem).fields:
        if field.refers is None:
            continue
        name, _dot, register = field.refers.rpartition(".")
        other = shipped()[name or file.parent.name].register_named(register)
        text = (SAMPLES / (name or file.parent.name) / f"{register}.csv").read_text("utf-8")
        known = {one.key for one in rows_of(other, text)}
        assert {one.values[field.name] for one in rows if field.name in one.values} <= known


def test_money_can_be_walked_from_fund_to_project_to_commitment() -> None:
    """Each key project that a fund invested in is on the list, and counts for the promise of key projects."""
    funds, projects = shipped()["funds"], counted("key_projects", "重点项目", END)
    text = (SAMPLES / "funds" / "investments.csv").read_text("utf-8")
    invested = rows_of(funds.register_named("investments"), text)
    reached = {row.values["project"] for row in invested if "project" in row.values}
    assert reached
    assert reached <= {row.key for row in projects.rows}


def test_each_enterprise_of_the_sample_has_its_list_of_gaps() -> None:
    """One meets all that is asked, one has 60 staff too many, one has a score that is just not enough."""
    register = shipped()["enterprise_ladder"].register_named("enterprises")
    text = (SAMPLES / "enterprise_ladder" / "enterprises.csv").read_text("utf-8")
    found = {row.values["name"]: findings(register, row) for row in rows_of(register, text)}
    gaps = {name: {one.check.name: one.gap for one in every if not one.met} for name, every in found.items()}
    assert gaps["澄观软件公司"] == {}
    assert gaps["栖谷食品公司"] == {"sme_staff": 60, "sme_trade": None}
    assert gaps["澜石新材公司"] == {"hte_staff": 1, "hte_score": 0}


def test_figures_of_the_series_come_from_the_named_source() -> None:
    """Each is a series of the programme in its unit; what another source gives is not its figure."""
    series = {one.name: one for one in shipped()["employment_insurance"].series}
    rows = table(SAMPLES / "employment_insurance" / "series.csv")
    assert all(series[row["指标"]].unit == row["单位"] for row in rows)
    jobs = [row for row in rows if row["指标"] == "城镇新增就业"]
    given = [row for row in jobs if row["来源"] == series["城镇新增就业"].source]
    assert max(given, key=lambda row: row["期末"])["数值"] == "8230"
    assert len(given) < len(jobs)
