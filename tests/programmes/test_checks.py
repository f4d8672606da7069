"""Conditions of official documents: which concern a record, which it meets, by how much it misses."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from luoshi.programmes import Finding, Row, findings, shipped

ENTERPRISES = shipped()["enterprise_ladder"].register_named("enterprises")


def found(**values: str | bool) -> dict[str, Finding]:
    """What is found about an enterprise, by the condition's name."""
    return {one.check.name: one for one in findings(ENTERPRISES, Row("x", values))}


def test_only_conditions_of_the_title_are_asked() -> None:
    """Who works for high-tech is not asked what a technology SME is asked; its revenue says which share."""
    asked = found(target="高新技术企业", revenue_class="2亿元以上", rd_share_3y="3.5")
    assert {name.partition("_")[0] for name in asked} == {"hte"}
    assert {name for name in asked if name.startswith("hte_rd_")} == {"hte_rd_large", "hte_rd_home"}
    assert asked["hte_rd_large"].met
    assert not found(target="高新技术企业", revenue_class="5000万元以下（含）", rd_share_3y="3.5")[
        "hte_rd_small"
    ].met


def test_a_gap_is_what_is_missing() -> None:
    """560 staff are 60 too many, 8.5% of technical staff are 1.5 too few."""
    assert found(target="科技型中小企业", staff="560")["sme_staff"].gap == 60
    assert found(target="高新技术企业", tech_staff_share="8.5")["hte_staff"].gap == Decimal("1.5")


def test_a_bound_that_is_not_included_is_not_met_by_itself() -> None:
    """70 points are not over 70."""
    assert not found(target="高新技术企业", innovation_score="70")["hte_score"].met
    assert found(target="高新技术企业", innovation_score="70.5")["hte_score"].met
    assert found(target="科技型中小企业", sme_score="60")["sme_points"].met


def test_what_is_not_said_is_not_known() -> None:
    """An empty field is neither met nor missed; 否 is missed without a gap."""
    asked = found(target="高新技术企业", owns_rights=False, years="")
    assert (asked["hte_years"].met, asked["hte_field"].met) == (None, None)
    assert asked["hte_rights"] == Finding(asked["hte_rights"].check, met=False)


def test_each_condition_names_its_document() -> None:
    """By number and clause, so that it can be looked up."""
    assert all("号" in one.clause and "（" in one.clause for one in ENTERPRISES.checks)


@given(some.decimals(0, 10**6, places=2))
def test_a_gap_is_there_when_and_only_when_a_number_misses(years: Decimal) -> None:
    """And closing it meets the condition."""
    one = found(target="高新技术企业", years=str(years))["hte_years"]
    assert one.met == (one.gap is None) == (years >= 1)
    if one.gap is not None:
        assert found(target="高新技术企业", years=str(years + one.gap))["hte_years"].met
