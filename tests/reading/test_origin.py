"""Whose report it is and of which year."""

from __future__ import annotations

import pytest

from luoshi.reading import read

PLAN = "新建学校6所，改造老旧小区18个。\n"


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("政府工作报告\n2025年1月8日在青梧区第九届人民代表大会第四次会议上\n" + PLAN, "", 2025),
        ("一、2024年工作回顾\n" + PLAN, "", 2025),
        ("二、2025年主要任务\n" + PLAN, "", 2025),
        ("2024年工作总结和2025年工作安排\n" + PLAN, "", 2025),
        ("2025年青梧区政府工作报告\n" + PLAN, "", 2025),
        (PLAN, "青梧区_2025.txt", 2025),
        ("一、2024年工作回顾\n" + PLAN, "下载_2019.txt", 2025),
        ("2024年建成学校3所。2025年新建学校6所。", "", 2025),
        (PLAN, "", None),
    ],
)
def test_the_year_that_is_planned_for(text: str, name: str, year: int | None) -> None:
    """From the date line, the headings, the title, the file name, or the years that are named."""
    report = read(text, name=name)
    assert report.year == year
    assert {item.year for item in report.items} == {year}


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("政府工作报告\n2025年1月8日在青梧区第九届人民代表大会第四次会议上\n" + PLAN, "", "青梧区"),
        ("政府工作报告\n——在青梧县人民代表大会上\n青梧县人民政府\n" + PLAN, "", "青梧县"),
        ("关于青梧市2025年政府工作报告\n" + PLAN, "", "青梧市"),
        ("青梧自治县人民政府工作报告\n" + PLAN, "", "青梧自治县"),
        (PLAN, "青梧区_2025.txt", "青梧区"),
        (PLAN, "青梧省2025年.docx", "青梧省"),
        (PLAN, "报告.txt", None),
    ],
)
def test_the_place_that_reports(text: str, name: str, place: str | None) -> None:
    """From the title, the date line or the file name."""
    report = read(text, name=name)
    assert report.place == place
    assert {item.place for item in report.items} == {place}


def test_what_is_given_wins() -> None:
    """Place, code and year of the caller stand above the text, on the report and on each item."""
    report = read(
        "一、2024年工作回顾\n" + PLAN, name="青梧区_2025.txt", place="乙区", code="370399", year=2026
    )
    assert (report.place, report.code, report.year) == ("乙区", "370399", 2026)
    assert {(item.place, item.code, item.year) for item in report.items} == {("乙区", "370399", 2026)}
    assert {item.source for item in report.items} == {"青梧区_2025.txt"}
