"""Numbers, targets and deadlines as people write them, always exact."""

from __future__ import annotations

from decimal import Decimal

from luoshi.reading.model import Item, Quantity, Report

KIND_WORDS = {"commitment": "承诺", "result": "结果", "other": "其他", "leftover": "遗留数字"}
REASON_WORDS = {
    "advertisement": "广告",
    "age": "年龄",
    "article": "冠词性的一",
    "bare": "没有单位",
    "byline": "署名",
    "caption": "图片说明",
    "count_of_report": "报告自身计数",
    "date": "日期",
    "disclaimer": "免责声明",
    "duration": "时长",
    "fraction": "分数",
    "glossary": "名词解释",
    "lead_in": "引语",
    "list_number": "列表序号",
    "name": "名称",
    "note": "注释号",
    "ordinal": "序数",
    "per": "每单位",
    "qr": "二维码",
    "rank": "名次",
    "slogan": "口号",
    "specification": "规格",
    "tags": "标签",
    "threshold": "门槛",
    "title": "标题",
    "vague": "概数",
    "word": "词中数字",
}
_SIGNS = {">=": "≥", ">": ">", "=": "", "<=": "≤", "<": "<", "~": "约"}
_PHRASES = {">=": "{}以上", ">": "超过{}", "=": "{}", "<=": "{}以内", "<": "低于{}", "~": "{}左右"}
_VERBS = {
    ("growth", "up"): "增长",
    ("growth", "down"): "下降",
    ("change", "up"): "提高",
    ("change", "down"): "降低",
    ("level", "down"): "降至",
}
# Power of ten, its word, and how many decimals may stand before the word: 12345 stays as it is.
_SCALES = ((12, "万亿", 4), (8, "亿", 4), (4, "万", 2))


def decimal_words(value: Decimal) -> str:
    """The decimal string without exponent and without idle zeros: `6.5`, `30000000000`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_words(value: Decimal) -> str:
    """The number with 万 and 亿: `30亿`, `40万`, `12345`, `6.5`."""
    for power, word, decimals in _SCALES:
        if value.copy_abs() >= 10**power:
            text = decimal_words(_shifted(value, power))
            if len(text.partition(".")[2]) <= decimals:
                return text + word
    return decimal_words(value)


def target_signs(quantity: Quantity) -> str:
    """The target in short, for a screen: `≥30亿元`, `增长≥10%`, `5%—6%`."""
    return _verb(quantity) + _SIGNS[quantity.comparator] + _amount(quantity)


def target_words(quantity: Quantity) -> str:
    """The target in words, for a task table: `30亿元以上`, `增长10%以上`, `降低2个百分点`."""
    return _verb(quantity) + _PHRASES[quantity.comparator].format(_amount(quantity))


def period_words(period: str | None) -> str:
    """`2022` as `2022年`, `2022/2024` as `2022—2024年`; anything else as it stands."""
    if not period:
        return ""
    years = period.split("/")
    return "—".join(years) + "年" if all(year.isdigit() for year in years) else period


def reason_words(reason: str) -> str:
    """The class of a leftover or of what was set aside, in Chinese where it has a word."""
    return REASON_WORDS.get(reason, reason)


def doubt_words(item: Item) -> str:
    """Why a person should look, empty where nobody need; reasons are said in Chinese, ` / `, and English."""
    if not item.unsure:
        return ""
    reasons = (item.why or "请核对原文").split("；")
    return "；".join(reason.partition(" / ")[0] for reason in reasons)


def report_name(report: Report) -> str:
    """`张店区2022年政府工作报告`, or the source's name where place and year are not known."""
    if not report.place and not report.year:
        return report.source.rpartition(".")[0] or report.source or "政府工作报告"
    year = f"{report.year}年" if report.year else ""
    return f"{report.place or ''}{year}政府工作报告"


def _shifted(value: Decimal, power: int) -> Decimal:
    """`value` / 10**power; `scaleb` would round to the context's precision."""
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) - power))


def _amount(quantity: Quantity) -> str:
    """The number and its unit. 翻一番 is 2倍 of the base, not growth by 2倍: such words stay as written."""
    if quantity.unit == "倍" and quantity.basis == "growth":
        return quantity.text
    if quantity.low is None or quantity.high is None:
        return number_words(quantity.value) + quantity.unit
    low = number_words(quantity.low) + (quantity.unit if quantity.unit in "%‰" else "")
    return f"{low}—{number_words(quantity.high)}{quantity.unit}"


def _verb(quantity: Quantity) -> str:
    if quantity.unit == "倍" and quantity.basis == "growth":
        return ""
    return _VERBS.get((quantity.basis, quantity.direction), "")
