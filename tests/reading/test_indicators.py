"""Headline indicators by their canonical names."""

from __future__ import annotations

import pytest
from made_reports import only

from luoshi.reading.indicators import indicator


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        ("地区生产总值", "地区生产总值"),
        ("GDP", "地区生产总值"),
        ("全区生产总值", "地区生产总值"),
        ("海洋生产总值", "海洋生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("规模以上工业增加值", "规模以上工业增加值"),
        ("固定资产投资", "固定资产投资"),
        ("固投", "固定资产投资"),
        ("年度技改投资", "技术改造投资"),
        ("社会消费品零售总额", "社会消费品零售总额"),
        ("一般公共预算收入", "一般公共预算收入"),
        ("外贸进出口", "进出口总额"),
        ("城镇居民人均可支配收入", "城镇居民人均可支配收入"),
        ("居民人均可支配收入", "居民人均可支配收入"),
        ("城镇新增就业", "城镇新增就业"),
        ("城镇登记失业率", "城镇登记失业率"),
        ("城镇调查失业率", "城镇调查失业率"),
        ("居民消费价格涨幅", "居民消费价格涨幅"),
        ("全社会研发投入占比", "研发投入强度"),
        ("单位地区生产总值能耗", "单位生产总值能耗"),
        ("万元GDP能耗", "单位生产总值能耗"),
        ("PM2.5平均浓度", "PM2.5平均浓度"),
        ("空气质量优良天数比率", "优良天数比率"),
        ("粮食总产量", "粮食总产量"),
        ("高标准农田", "高标准农田"),
        ("老旧小区", "老旧小区改造"),
        ("背街小巷", None),
        ("高新技术企业产值占规上工业比重", None),
        ("一般公共预算收入占地区生产总值的比重", None),
        ("地区生产总值增速目标任务分解方案", None),
        ("", None),
    ],
)
def test_a_measure_has_one_canonical_name_or_none(measure: str, name: str | None) -> None:
    """What reports call it, long and short; a share of two indicators is neither."""
    assert indicator(measure) == name


def test_an_item_carries_the_name() -> None:
    """Beside the measure in the report's own words."""
    item = only("规上工业增加值增长6%。")
    assert (item.measure, item.indicator) == ("规上工业增加值", "规模以上工业增加值")
    assert only("改造12条背街小巷。").indicator is None
