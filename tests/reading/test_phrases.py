"""What a figure says: comparator, basis, direction, measure, act, members, subsets."""

from __future__ import annotations

import pytest
from made_reports import figures, only, said

from luoshi.reading import Quantity


def quantity(words: str) -> Quantity:
    """The one quantity of a plan's paragraph."""
    found = only(words).quantity
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "comparator"),
    [
        ("新建学校6所。", "="),
        ("签约项目10个以上。", ">="),
        ("签约项目达到10个以上。", ">="),
        ("投资企业不低于8家。", ">="),
        ("投资企业不得少于8家。", ">="),
        ("至少新建学校6所。", ">="),
        ("增长8%及以上。", ">="),
        ("企业数量超过100家。", ">"),
        ("管理规模突破1000亿元。", ">"),
        ("入园企业超100家。", ">"),
        ("居民收入增速高于6%。", ">"),
        ("登记失业率控制在4%以内。", "<="),
        ("登记失业率控制在4%以下。", "<="),
        ("登记失业率控制在4%。", "<="),
        ("平均浓度不超过33微克/立方米。", "<="),
        ("平均浓度不得高于33微克/立方米。", "<="),
        ("最多新增债务3亿元。", "<="),
        ("平均浓度低于33微克/立方米。", "<"),
        ("地区生产总值增长5.5%左右。", "~"),
        ("改造道路约30公里。", "~"),
        ("优化公交线路20余条。", "~"),
        ("引进企业50多家。", "~"),
        ("储备线索近百个。", "~"),
    ],
)
def test_words_on_both_sides_bound_the_number(words: str, comparator: str) -> None:
    """不超过 and 不低于 are never reversed, wherever the bounding word stands."""
    assert quantity(words).comparator == comparator


@pytest.mark.parametrize(
    ("words", "basis", "direction"),
    [
        ("新建学校6所。", "amount", "up"),
        ("新增城镇就业8000人。", "amount", "up"),
        ("淘汰老旧货车300辆。", "amount", "up"),
        ("科技型中小企业总数达到170家。", "level", "up"),
        ("民生支出占比保持在80%以上。", "level", "up"),
        ("登记失业率控制在4%以内。", "level", "up"),
        ("平均浓度降至34微克/立方米。", "level", "down"),
        ("审批时限缩短至5个工作日。", "level", "down"),
        ("地区生产总值增长5.5%。", "growth", "up"),
        ("核心产业营业收入翻一番。", "growth", "up"),
        ("单位GDP能耗下降2.5%。", "growth", "down"),
        ("一般性支出压减5%。", "growth", "down"),
        ("优良天数比率提高1个百分点。", "change", "up"),
        ("平均浓度降低5微克/立方米。", "change", "down"),
    ],
)
def test_basis_and_direction(words: str, basis: str, direction: str) -> None:
    """How much is done, what is reached, how fast it grows, by how much it moves; up or down."""
    found = quantity(words)
    assert (found.basis, found.direction) == (basis, direction)


@pytest.mark.parametrize(
    ("words", "measure", "action"),
    [
        ("新增高新技术企业14家。", "高新技术企业", "新增"),
        ("改造12条背街小巷。", "背街小巷", "改造"),
        ("改造提升老旧小区18个。", "老旧小区", "改造提升"),
        ("力争签约总部经济项目10个以上。", "总部经济项目", "签约"),
        ("完成18个老旧小区改造。", "老旧小区", "改造"),
        ("第九中学北校区等6所学校建成投用。", "学校", "建成投用"),
        ("年度技改投资同比增长10%以上。", "年度技改投资", "增长"),
        ("城镇登记失业率控制在4%以内。", "城镇登记失业率", "控制"),
        ("基金管理规模突破1000亿元。", "基金管理规模", "突破"),
        ("实施亿元以上项目60个。", "亿元以上项目", "实施"),
        ("村集体收入20万元以上的村占比达到85%。", "村集体收入20万元以上的村占比", "达到"),
        ("实现营业收入比2024年增长20%。", "营业收入", "增长"),
        ("投资1.77亿元建设木道沟景观大道。", "木道沟景观大道投资", "投资"),
    ],
)
def test_measure_and_act(words: str, measure: str, action: str) -> None:
    """The act before the number, after it, or named after its object; the measure without it."""
    item = only(words)
    assert (item.measure, item.action) == (measure, action)


def test_what_a_number_is_held_against_is_no_part_of_the_measure() -> None:
    """比2024年 says from where it doubles."""
    assert only("工业产值比2024年翻一番。").measure == "工业产值"


def test_an_act_is_carried_to_the_next_number() -> None:
    """新增企业10家、平台6个: both are added."""
    items = figures("新增规模以上工业企业10家、专精特新企业20家，众创空间6个以上。")
    assert [(item.action, item.measure) for item in items] == [
        ("新增", "规模以上工业企业"),
        ("新增", "专精特新企业"),
        ("新增", "众创空间"),
    ]


def test_the_last_act_serves_all() -> None:
    """完成9条支路、15条小巷改造: 改造 holds for both."""
    items = figures("完成9条城市支路、15条背街小巷改造。")
    assert [(item.action, item.measure) for item in items] == [("改造", "城市支路"), ("改造", "背街小巷")]


def test_the_members_of_a_list_are_named() -> None:
    """Names before 等 and the number."""
    item = only("实施市府一宿舍、城西新村、小西湖等3个小区改造。")
    assert item.members == ["市府一宿舍", "城西新村", "小西湖"]
    assert (item.measure, said(item)) == ("小区", ("3", "个"))


def test_a_number_for_each_is_one_item() -> None:
    """各2家 over two measures: one item, written jointly."""
    item = only("新增省级工程研究中心、企业技术中心各2家。")
    assert item.each
    assert (item.measure, said(item)) == ("省级工程研究中心、企业技术中心", ("2", "家"))


def test_a_single_number_is_not_for_each() -> None:
    """Without 各 or 均 it is not."""
    assert not only("新增省级工程研究中心2家。").each


def test_shared_out_numbers_have_their_own_measures() -> None:
    """分别: the first number is the first measure's."""
    items = figures("规模以上工业增加值、工业技改投资分别增长6%、8%。")
    assert [(item.measure, item.action, said(item)) for item in items] == [
        ("规模以上工业增加值", "增长", ("6", "%")),
        ("工业技改投资", "增长", ("8", "%")),
    ]


def test_town_and_country_are_shared_out() -> None:
    """城镇、农村居民…分别: each gets the noun they share."""
    items = figures("城镇、农村居民人均可支配收入分别增长6%、8%。")
    assert [item.measure for item in items] == ["城镇居民人均可支配收入", "农村居民人均可支配收入"]


def test_shared_out_with_one_number_is_one_item() -> None:
    """分别 and a single number: nothing to take apart, and nothing breaks."""
    items = figures("产值分别增长6%、改造道路3条。")
    assert [(item.measure, said(item)) for item in items] == [("产值", ("6", "%")), ("道路", ("3", "条"))]


@pytest.mark.parametrize(
    ("words", "measure", "action", "kinds"),
    [
        ("常住人口城镇化率由60%提高到65%。", "常住人口城镇化率", "提高", ["result", "commitment"]),
        ("审批时限由30个工作日压缩至15个工作日。", "审批时限", "压缩", ["result", "commitment"]),
        ("园区产值从5亿元增加到8亿元。", "园区产值", "增加", ["result", "commitment"]),
    ],
)
def test_from_a_to_b_are_two_items(words: str, measure: str, action: str, kinds: list[str]) -> None:
    """A is what was, B is what is promised; both are levels of the same measure."""
    before, after = figures(words)
    assert [before.kind, after.kind] == kinds
    assert before.measure == after.measure == measure
    assert after.action == action
    assert [item.quantity.basis for item in (before, after) if item.quantity] == ["level", "level"]


def test_a_ratio_is_one_level_in_three_numbers() -> None:
    """9：64：27: the same measure, act and basis thrice."""
    items = figures("三次产业比重调整为9：64：27。")
    assert [(item.measure, item.action, said(item)[0]) for item in items] == [
        ("三次产业比重", "调整", number) for number in ("9", "64", "27")
    ]
    assert {item.quantity.basis for item in items if item.quantity} == {"level"}


def test_a_list_of_levels_keeps_its_act() -> None:
    """压缩至45、38、35个工作日: three times compressed, downwards."""
    items = figures("审批时限压缩至45、38、35个工作日。")
    assert [(item.action, said(item)) for item in items] == [
        ("压缩", (number, "个工作日")) for number in ("45", "38", "35")
    ]
    assert {item.quantity.direction for item in items if item.quantity} == {"down"}


def test_money_that_leans_on_its_projects_says_so() -> None:
    """年度计划投资 alone is the investment of the projects before it."""
    projects, money = figures("策划实施重点项目73个，年度计划投资130亿元以上。")
    assert (projects.measure, money.measure) == ("重点项目", "重点项目年度计划投资")


def test_the_size_of_a_work_that_is_only_begun_is_no_promise() -> None:
    """加快总投资3亿元的项目: the sum describes the project."""
    item = only("加快推进总投资3亿元的冷链项目建设。")
    assert item.kind == "other"


@pytest.mark.parametrize("word", ["力争", "争取", "确保"])
def test_how_firmly_it_is_said(word: str) -> None:
    """As written, and null when nothing is said."""
    assert only(f"{word}新建学校6所。").strength == word
    assert only("新建学校6所。").strength is None


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("新建学校6所。", "2025"),
        ("到2027年，新建学校6所。", "2027"),
        ("到2027年底新建学校6所。", "2027"),
        ("2025—2027年，新建学校6所。", "2025/2027"),
        ("未来五年，新建学校6所。", "2025/2029"),
        ("到“十五五”末，新建学校6所。", "2030"),
        ("到2027年，引进企业3家，新建学校6所。", "2027"),
    ],
)
def test_the_period_is_named_or_inherited(words: str, period: str) -> None:
    """The clause's own, else that of an earlier clause, else the report's year."""
    assert figures(words)[-1].period == period
