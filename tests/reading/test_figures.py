"""Numerals: which are figures, what they are worth, and which only look like figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.reading.figures import Figure, Rest, numerals
from luoshi.reading.page import repair


def found(words: str) -> list[Figure | Rest]:
    """The numerals of a clause."""
    return list(numerals(repair(words + "。").text))


def figures(words: str) -> list[tuple[str, str, str]]:
    """The figures of a clause: as written, value, unit."""
    page = repair(words + "。")
    return [
        (page.quote(page.spans(one.start, one.end)), format(one.value, "f"), one.unit)
        for one in numerals(page.text)
        if isinstance(one, Figure)
    ]


@pytest.mark.parametrize(
    ("words", "written", "worth", "unit"),
    [
        ("新建学校12所", "12所", "12", "所"),
        ("完成投资30亿元", "30亿元", "3000000000", "元"),
        ("改造面积40万平方米", "40万平方米", "400000", "平方米"),
        ("新增就业1.2万人", "1.2万人", "12000", "人"),
        ("技改投资1,200万元", "1,200万元", "12000000", "元"),
        ("技改投资1，200万元", "1，200万元", "12000000", "元"),
        ("进出口总额1.05万亿元", "1.05万亿元", "1050000000000", "元"),
        ("进出口总额突破万亿元", "万亿元", "1000000000000", "元"),
        ("实际使用外资3000万美元", "3000万美元", "30000000", "美元"),
        ("增长6.5%", "6.5%", "6.5", "%"),
        ("增长３％以上", "３％", "3", "%"),
        ("建设人才公寓２００套", "２００套", "200", "套"),
        ("死亡率控制在50‰以内", "50‰", "50", "‰"),
        ("占比提高2个百分点", "2个百分点", "2", "个百分点"),
        ("满意率达到九成以上", "九成", "90", "%"),
        ("增长百分之五", "百分之五", "5", "%"),
        ("增长百分之六点五", "百分之六点五", "6.5", "%"),
        ("增长百分之十二", "百分之十二", "12", "%"),
        ("营业收入翻一番", "翻一番", "2", "倍"),
        ("营业收入翻番", "翻番", "2", "倍"),
        ("营业收入翻两番", "翻两番", "4", "倍"),
        ("产值达到去年的1.5倍", "1.5倍", "1.5", "倍"),
        ("产值增长一倍", "一倍", "1", "倍"),
        ("培育企业两家", "两家", "2", "家"),
        ("培育十二家企业", "十二家", "12", "家"),
        ("培训三万五千人", "三万五千人", "35000", "人"),
        ("完成投资三亿五千万元", "三亿五千万元", "350000000", "元"),
        ("建成一百零三个站点", "一百零三个", "103", "个"),
        ("储备线索近百个", "百个", "100", "个"),
        ("优化公交线路20余条", "20余条", "20", "条"),
        ("引进企业50多家", "50多家", "50", "家"),
        ("减少排放3万余吨", "3万余吨", "30000", "吨"),
        ("节约5万吨标准煤", "5万吨标准煤", "50000", "吨"),
        ("发电量2000万千瓦时", "2000万千瓦时", "20000000", "千瓦时"),
        ("浓度降到35微克/立方米", "35微克/立方米", "35", "微克/立方米"),
        ("更新设备30台（套）", "30台（套）", "30", "台（套）"),
        ("更新设备30台(套)", "30台(套)", "30", "台（套）"),
        ("培训8000人次", "8000人次", "8000", "人次"),
        ("服务36万群众", "36万", "360000", ""),
    ],
)
def test_a_number_is_worth_what_it_says(words: str, written: str, worth: str, unit: str) -> None:
    """Arabic, full-width and Chinese numerals in the base unit, and the exact characters they came from."""
    assert figures(words) == [(written, worth, unit)]


@pytest.mark.parametrize(
    ("words", "written", "low", "high", "unit"),
    [
        ("增长5%至6%", "5%至6%", "5", "6", "%"),
        ("增长5%—6%", "5%—6%", "5", "6", "%"),
        ("增长5-6%", "5-6%", "5", "6", "%"),
        ("培育企业3至5家", "3至5家", "3", "5", "家"),
        ("培育企业3～5家", "3～5家", "3", "5", "家"),
        ("培育两到三家企业", "两到三家", "2", "3", "家"),
        ("培育十五至二十家企业", "十五至二十家", "15", "20", "家"),
        ("新增1万至2万人", "1万至2万人", "10000", "20000", "人"),
        ("投资2-3亿元", "2-3亿元", "200000000", "300000000", "元"),
    ],
)
def test_a_range_has_two_ends(words: str, written: str, low: str, high: str, unit: str) -> None:
    """The multiplier that is said once holds for both ends; the value is the low one."""
    (one,) = found(words)
    assert isinstance(one, Figure)
    assert (one.low, one.high, one.value, one.unit) == (Decimal(low), Decimal(high), Decimal(low), unit)
    assert figures(words)[0][0] == written


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("三次产业结构调整为9：64：27", ["9", "64", "27"]),
        ("三次产业结构调整为9.2∶64.1∶26.7", ["9.2", "64.1", "26.7"]),
        ("审批时限压缩至45、38、35个工作日", ["45", "38", "35个工作日"]),
        ("分别增长6%、8%", ["6%", "8%"]),
        ("实施亿元以上项目60个，其中10亿元以上项目8个", ["60个", "8个"]),
        ("集体收入20万元以上的村占比达到85%", ["85%"]),
        ("引进世界500强企业3家", ["3家"]),
        ("新增产值超百亿企业5家", ["5家"]),
        ("实施超10亿元项目3个", ["3个"]),
        ("每10万人配备除颤仪45台", ["45台"]),
        ("每千人口托位数达到4.8个", ["4.8个"]),
        ("为3.6万名65岁以上老年人体检", ["3.6万名"]),
        ("培训2期、800人", ["2期", "800人"]),
        ("新建5G基站120座", ["120座"]),
        ("第一批3个片区开工", ["3个"]),
        ("1月底前开工12个项目", ["12个"]),
        ("新增学位2024个", ["2024个"]),
    ],
)
def test_a_clause_with_several_numerals(words: str, expected: list[str]) -> None:
    """Ratios and lists give a figure each; thresholds, rates and names beside a figure give none."""
    assert [written for written, _, _ in figures(words)] == expected


def test_a_listed_number_has_the_unit_of_the_last() -> None:
    """45、38、35个工作日: three times working days; in a ratio there is no unit."""
    listed = figures("审批时限分别压缩至60、45、38、35个工作日")
    assert [unit for _, _, unit in listed] == ["个工作日"] * 4
    assert [unit for _, _, unit in figures("三次产业比重为9：64：27")] == [""] * 3


@pytest.mark.parametrize(
    "words",
    """构建“2+4”现代产业体系|打造15分钟生活圈|打造“15分钟生活服务圈”|技术改造三年行动计划|打造东四路夜市
    |建设第二十八中学|改善PM2.5浓度|创建5A级景区|创建4A级旅游景区|办好12345热线|到2025年|3月底前开工|2022年12月建成
    |服务65岁以上老年人|照护0—3岁婴幼儿|连续14年增长|集中攻坚2个月|“一人双岗”|落实“双减”|贯彻二十大精神
    |区第十八届人民代表大会|统一管理|进一步推进|推进一体化|建设一流园区|万众一心|建设一座大桥|建设一个平台|推出一批项目
    |出台一系列政策|聚焦“五个聚力”|抓好五个方面|建设四好农村路|做好“三农”工作|九年一贯制学校|二手车市场
    |“1+N”方案|提升G309国道|开通1号线|落实国办发〔2020〕23号文件|改造316省道|千方百计稳增长|惠及百姓
    |规划“十五五”|坚持一张蓝图绘到底|唯一窗口|世界500强企业|万元GDP能耗下降|24小时自助服务""".replace(
        "\n", ""
    ).split("|"),
)
def test_a_numeral_that_names_or_dates_is_no_figure(words: str) -> None:
    """Names, slogans, roads, schools, dates, ages, durations, articles and words that hold a numeral."""
    assert figures(words.strip()) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("构建“2+4”体系", "name"),
        ("到2025年", "date"),
        ("连续14年增长", "duration"),
        ("服务65岁以上老年人", "age"),
        ("第3次会议", "ordinal"),
        ("每10万人", "per"),
        ("实施10亿元以上项目", "threshold"),
        ("建设一座大桥", "article"),
    ],
)
def test_a_numeral_that_is_no_figure_says_why(words: str, reason: str) -> None:
    """Each leftover has its class."""
    assert {one.reason for one in found(words) if isinstance(one, Rest)} == {reason}


@pytest.mark.parametrize(
    ("words", "written", "place"),
    [
        ("全市排名进入前三", "三", "3"),
        ("空气质量排名退出后十位", "十位", "10"),
        ("综合评价进入全省前10名", "10名", "10"),
    ],
)
def test_a_rank_that_one_wants_to_reach_is_a_figure(words: str, written: str, place: str) -> None:
    """进入前三 promises a place."""
    assert figures(words) == [(written, place, "位")]


@pytest.mark.parametrize(
    ("words", "suffix", "approximate"),
    [
        ("增长8%以上", ">=", False),
        ("增长8%及以上", ">=", False),
        ("控制在4%以内", "<=", False),
        ("控制在4%以下", "<=", False),
        ("增长8%左右", "~", False),
        ("改造20余条", None, True),
        ("改造20条", None, False),
    ],
)
def test_what_follows_the_unit_bounds_the_number(words: str, suffix: str | None, approximate: bool) -> None:
    """以上 and 以内 stand behind the unit, 余 inside the number."""
    (one,) = found(words)
    assert isinstance(one, Figure)
    assert (one.suffix, one.approximate) == (suffix, approximate)


def test_no_digit_of_a_long_number_is_lost() -> None:
    """A number of a hundred digits keeps them all."""
    digits = "7" * 100
    assert figures(f"完成{digits}万元") == [(f"{digits}万元", digits + "0000", "元")]
    assert figures("二" * 5000 + "个")[0][1:] == ("2" * 5000, "个")


def test_digits_of_other_scripts_are_no_digits_here() -> None:
    """Arabic-Indic digits are letters to this reader: they neither crash nor count."""
    assert figures("完成٣个项目") == []
