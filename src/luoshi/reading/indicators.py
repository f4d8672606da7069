"""The headline indicators of work reports, by their canonical names."""

from __future__ import annotations

import re

# Canonical name, and what a report may call it. Names after the National Bureau of Statistics'
# list of main indicators (国家统计局《主要统计指标解释》).
INDICATORS = {
    "地区生产总值": r"(?:地区|全[省市县区])?(?<!海洋)(?<!单位)(?<!单位地区)生产总值|GDP",
    "规模以上工业增加值": r"规(?:模以)?上工业增加值",
    "固定资产投资": r"固定资产投资|固投",
    "工业投资": r"工业(?:固定资产)?投资",
    "技术改造投资": r"技(?:术)?改(?:造)?投资",
    "制造业投资": r"制造业投资",
    "民间投资": r"民间投资",
    "社会消费品零售总额": r"社会消费品零售(?:总)?额|社零(?:总)?额",
    "一般公共预算收入": r"一般公共(?:财政)?预算收入|地方财政收入",
    "税收收入": r"税收收入",
    "进出口总额": r"(?:外贸|货物)?(?:贸易)?进出口(?:总[额值])?",
    "出口总额": r"(?:外贸|货物贸易)出口(?:总[额值])?",
    "实际使用外资": r"实际(?:使用|利用)外资",
    "居民人均可支配收入": r"(?:全体|全[省市县区])?居民(?:人均)?可支配收入",
    "城乡居民人均可支配收入": r"城乡居民(?:人均)?可支配收入",
    "城镇居民人均可支配收入": r"城镇居民(?:人均)?可支配收入",
    "农村居民人均可支配收入": r"农村居民(?:人均)?可支配收入",
    "城镇新增就业": r"城[镇乡]新增就业|新增城[镇乡]就业",
    "城镇登记失业率": r"(?:城镇)?登记失业率",
    "城镇调查失业率": r"(?:城镇)?调查失业率",
    "居民消费价格涨幅": r"居民消费价格",
    "研发投入强度": r"(?:研发|R&D)(?:经费)?(?:投入|支出)?(?:强度|占)|全社会研发投入",
    "战略性新兴产业增加值": r"战略性新兴产业增加值",
    "高新技术产业增加值": r"高新技术产业(?:增加值|产值)",
    "数字经济核心产业增加值": r"数字经济核心产业增加值",
    "服务业增加值": r"服务业增加值",
    "海洋生产总值": r"海洋生产总值",
    "常住人口城镇化率": r"城镇化率",
    "粮食总产量": r"粮食(?:总)?产(?:量)?",
    "粮食播种面积": r"粮食(?:播)?种植?面积",
    "高标准农田": r"高标准农田",
    "单位生产总值能耗": r"单位(?:地区)?(?:生产总值|GDP)能耗|万元(?:地区)?(?:生产总值|GDP)能耗",
    "PM2.5平均浓度": r"PM2\.5(?:年?平?均?)?浓度",
    "优良天数": r"优良天数(?!比)",
    "优良天数比率": r"优良天数比[率例]",
    "森林覆盖率": r"森林覆盖率",
    "高新技术企业": r"高新技术企业(?!产)",
    "科技型中小企业": r"科技型中小企业",
    "专精特新企业": r"专精特新”?(?:中小)?企业",
    "规模以上工业企业": r"规(?:模以)?上(?:工业)?企业",
    "经营主体": r"(?:市场|经营)主体(?:总量|数量)?",
    "老旧小区改造": r"老旧小区",
    "基本医疗保险参保率": r"(?:基本)?医疗保险参保率|医保参保率",
}
NAMES = list(INDICATORS)
ANY = re.compile("|".join(f"(?P<i{i}>{words})" for i, words in enumerate(INDICATORS.values())))


def indicator(measure: str) -> str | None:
    """The canonical name of the headline indicator that a measure gives, if it is one."""
    best: str | None = None
    for found in ANY.finditer(measure):
        # The last name counts, and must end the measure: a share of two indicators is neither.
        best = NAMES[int((found.lastgroup or "")[1:])] if found.end() >= len(measure) - 2 else None
    return best
