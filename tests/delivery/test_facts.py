"""The table agrees with what supervision offices published, where their rows are beside this repository."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import REPORTS
from targets import day, figure, growth, target

from luoshi.delivery import Figure, Target, judge
from luoshi.delivery.periods import month_end

FACTS = REPORTS.parent / "facts"
pytestmark = pytest.mark.skipif(
    not FACTS.is_dir(), reason="no facts beside this repository (../shared/facts)"
)

Fact = dict[str, str]


def facts(name: str) -> Iterator[Fact]:
    path: Path = FACTS / name
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)


def judged(fact: Fact, actual: object) -> str:
    """The status by the table of a fact: a growth rate, a share of the year's target, or an amount."""
    when = date.fromisoformat(fact["as_of"])
    year = {"start": date(when.year, 1, 1), "due": date(when.year, 12, 31), "unit": fact["target_unit"]}
    goal: Target
    if "完成年度目标比例" in fact["indicator"]:
        goal = target(">=", 100, **year)
    elif fact["indicator"].endswith("增长"):
        goal = growth(">=", fact["target_value"], **year)
    else:
        goal = target(">=", fact["target_value"], **year)
    reported: list[Figure] = [] if actual is None else [figure(fact["as_of"], actual)]
    return judge(goal, reported, when).status


SUPERVISED = list(facts("supervision_facts.csv"))
RULED = [fact for fact in SUPERVISED if fact["official_verdict"] and fact["target_value"]]
STATUS_OF = {"未达序时": "behind", "完成任务": "done", "超额完成": "done"}


@pytest.mark.parametrize("fact", RULED, ids=lambda fact: fact["indicator"])
def test_official_verdicts_agree(fact: Fact) -> None:
    verdict = re.sub(r"（.*", "", fact["official_verdict"])
    assert judged(fact, fact["actual_value"]) == STATUS_OF[verdict]


def test_there_are_verdicts_to_agree_with() -> None:
    assert len(RULED) >= 11
    assert {re.sub(r"（.*", "", fact["official_verdict"]) for fact in RULED} == set(STATUS_OF)


def test_a_share_of_the_years_target_over_100_percent_is_done() -> None:
    [fact] = [fact for fact in SUPERVISED if "完成全年目标的" in fact["official_verdict"]]
    found = re.search(r"about (\d+)", fact["note"])
    assert found
    assert judged({**fact, "target_value": found[1]}, fact["actual_value"]) == "done"


def test_what_is_half_done_at_the_end_of_september_is_behind() -> None:
    [fact] = [fact for fact in SUPERVISED if "behind linear pace" in fact["note"]]
    assert judged(fact, fact["actual_value"]) == "behind"


def test_a_planned_total_is_no_figure() -> None:
    """1,721 flats planned are none delivered: unless the figure is accepted, the promise is behind."""
    [fact] = [fact for fact in SUPERVISED if fact["note"].startswith("TRAP")]
    assert judged(fact, None) == "behind"


def test_a_unit_of_ten_thousand_is_no_whole_thing() -> None:
    [fact] = [fact for fact in SUPERVISED if fact["target_unit"].startswith("万")]
    assert judged(fact, fact["actual_value"]) == "done"
    standing = judge(target(">=", "1.5", unit=fact["target_unit"]), [figure("06-30", "0.7")], day("06-30"))
    assert standing.expected == Fraction(1, 2)


def test_a_target_written_with_wan_and_met_in_the_base_unit_is_done() -> None:
    [fact] = [fact for fact in SUPERVISED if "unit scale" in fact["note"]]
    assert judged(fact, fact["actual_value"]) == "done"


def the_pacing_rule() -> tuple[date, Fraction]:
    """The office's rule: who has less than this share at the end of this month is behind."""
    for fact in facts("official_pacing_rules.csv"):
        found = re.search(
            r"BEHIND if progress share < [\d.]+% \(= (\d+)/12\)", fact["rule_or_status_vocabulary"]
        )
        if found:
            return month_end(date.fromisoformat(f"{fact['as_of']}-01")), Fraction(int(found[1]), 12)
    pytest.fail("the rule is not in the file")


@given(st.integers(0, 1200))
def test_less_than_the_months_gone_by_is_behind(done: int) -> None:
    when, least = the_pacing_rule()
    goal = target(">=", 1200, unit="公里", start=date(when.year, 1, 1), due=date(when.year, 12, 31))
    standing = judge(goal, [figure(when.isoformat(), done)], when)
    assert standing.expected == least == Fraction(11, 12)
    assert (standing.status == "behind") == (Fraction(done, 1200) < least)


@given(st.decimals(-5, 15, places=1), st.decimals(-5, 15, places=1))
def test_a_growth_rate_below_its_target_is_behind(promised: object, actual: object) -> None:
    when, _ = the_pacing_rule()
    goal = growth(">=", promised, start=date(when.year, 1, 1), due=date(when.year, 12, 31))
    assert (judge(goal, [figure(when.isoformat(), actual)], when).status == "behind") == (actual < promised)  # type: ignore[operator]
