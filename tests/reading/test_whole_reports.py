"""Whole reports: every kind of source, the model report, the sample."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from made_reports import slices, value

from luoshi.reading import Document, Report, read

SAMPLE = Path(__file__).parents[2] / "samples" / "青梧区_2025.txt"
# In the model report these five names stand in no item. Three are principles (强化“项目为王”理念, 抢抓…机遇,
# 践行新时代“枫桥经验”). Two the labels call promises, and the reader misses them (织密“外防输入”防控网,
# 提升“平安张店”建设水平): when it finds them, take them off this list.
ONLY_NAMED = {"“项目为王”", "省系统集成改革试点", "“外防输入”防控网", "新时代“枫桥经验”", "“平安张店”"}


@pytest.fixture(scope="module")
def sample() -> Report:
    """The report that comes with the repository."""
    return read(SAMPLE)


@pytest.fixture(scope="module")
def model(shared: Path) -> Report:
    """The model report: a district's newspaper text of 2022."""
    return read(shared / "reports" / "张店区_2022.txt")


def texts(report: Report) -> list[str]:
    """The words of all items."""
    return [item.text for item in report.items]


def commitments(report: Report) -> dict[str, str]:
    """The promised numbers: clause to number."""
    return {i.text: i.quantity.text for i in report.items if i.quantity and i.kind == "commitment"}


def test_text_bytes_path_and_document_read_alike(sample: Report) -> None:
    """Only the name of the source differs."""
    text = SAMPLE.read_bytes().decode()
    name = SAMPLE.name
    for source in (text, text.encode(), SAMPLE, Document(name, text)):
        assert read(source, name=name) == sample
    assert read(text.encode("gb18030"), name=name) == sample


def test_a_string_is_text_and_no_path() -> None:
    """A short string is read as it stands."""
    assert read("新建学校6所。").text == "新建学校6所。"
    assert read(Document("乙.txt", "新建学校6所。"), name="甲.txt").source == "甲.txt"


def test_the_sample_promises_what_it_says(sample: Report) -> None:
    """A hand count of the annex and of the headline figures."""
    found = commitments(sample)
    assert found["城镇新增就业8000人以上"] == "8000人"
    assert found["地区生产总值增长5.5%左右"] == "5.5%"
    assert found["一般公共预算收入增长３％以上"] == "３％"
    assert found["建设人才公寓２００套"] == "２００套"
    annex = [item for item in sample.items if item.section[0].startswith("附")]
    assert [item.quantity.text for item in annex if item.quantity] == [
        *("8000人", "5000人次", "6所", "5400个", "300个", "4.8个", "10处", "200户"),
        *("18个", "30部", "1200个", "8处", "3.6万名", "26公里", "600个"),
    ]
    assert {item.kind for item in annex} == {"commitment"}


def test_the_sample_is_repaired(sample: Report) -> None:
    """营|商环境 over the columns, 污水处|理 around a caption, a blank inside 168.2 7亿元."""
    assert any("持续优化营商环境，" in item.sentence for item in sample.items)
    assert any("农村生活污水处理短板" in item.sentence for item in sample.items)
    (retail,) = (i for i in sample.items if i.measure == "社会消费品零售总额" and "亿元" in i.text)
    assert value(retail) == 16_827_000_000
    assert {"caption", "glossary", "byline", "qr"} <= {aside.reason for aside in sample.set_aside}


def test_the_samples_names_and_advertisement_are_no_items(sample: Report) -> None:
    """“1+3+N”, 15分钟, 三年, 东四路, 12345, PM2.5, and 满200元减30元."""
    numbers = {item.quantity.text for item in sample.items if item.quantity}
    assert numbers.isdisjoint({"1", "3", "15分钟", "三年", "12345", "2.5", "200元", "30元"})
    left = {leftover.text: leftover.reason for leftover in sample.leftovers}
    assert (left["12345"], left["2.5"], left["15分钟"]) == ("name", "name", "duration")


def test_the_sample_looks_back_and_ahead(sample: Report) -> None:
    """No result of 2024 is promised for 2025."""
    cut = sample.text.index("二、2025年主要任务")
    assert {item.kind for item in sample.items if item.spans[0][0] < cut} <= {"result", "other"}
    assert {item.kind for item in sample.items if item.spans[0][0] > cut} == {"commitment"}
    assert (sample.place, sample.year) == ("青梧区", 2025)


def test_all_numbers_promised_in_the_model_report(shared: Path, model: Report) -> None:
    """The 32 labelled commitments with their exact characters, values, units and bounds, and no other."""
    labels = [
        json.loads(line)
        for line in (shared / "reports" / "张店区_2022.labels.jsonl").read_text("utf-8").splitlines()
    ]
    expected = [
        (
            each["start"],
            model.text[each["start"] : each["end"]],
            each["value"],
            each["unit"],
            each["comparator"],
        )
        for each in labels
        if each["kind"] == "commitment"
    ]
    found = [
        (q.spans[0][0], slices(model.text, q.spans), q.value, q.unit, q.comparator)
        for item in model.items
        if (q := item.quantity) and item.kind == "commitment"
    ]
    assert len(expected) == 32
    assert found == expected


def test_the_named_programmes_of_the_model_report(shared: Path, model: Report) -> None:
    """Each of the fifty stands in an item, a heading or a leftover, but for five that promise nothing."""
    table = (shared / "programmes.md").read_text("utf-8")
    names = re.findall(r"^\| \d+ \| (.+?) \|", table, re.M)
    places = "\n".join(
        [*texts(model), *(s.title for s in model.sections), *(h for i in model.items for h in i.section)]
        + [leftover.sentence for leftover in model.leftovers]
    )
    parts = [part for name in names for part in re.split(r" / | \(|\)", name) if part]
    assert len(names) == 50
    assert {part for part in parts if part not in places} == ONLY_NAMED


def test_every_report_quotes_exactly(shared: Path) -> None:
    """Each item, number, leftover and stretch set aside of the real reports is cut from the source."""
    for path in sorted((shared / "reports").glob("*.txt")):
        report = read(path)
        assert report.items
        assert len({item.id for item in report.items}) == len(report.items)
        for one in [*report.items, *report.leftovers, *report.set_aside]:
            assert one.text == slices(report.text, one.spans)
        for item in report.items:
            if item.quantity:
                assert item.quantity.text == slices(report.text, item.quantity.spans)
