"""What is counted: noun phrases, the acts named after them, and lists of names."""

from __future__ import annotations

import re

from luoshi.reading.acts import NAMED
from luoshi.reading.verbs import NAMED_EVENTS, NAMED_WORKS, longest_first

# Where the noun after a number ends and something is said of it.
SAID = re.compile(
    "(?<!^)(?:进行|通过|实现|达到|纳入|获得|获|与(?!.{0,8}的)|被|全部|全面(?!完成)|年内|力争|确保|提供|完成|开展(?!的)|具备|列入|"
    "进入|投入|建成投[用产]|竣工|开工|落地|建立|达成|成为|给予|用于|用来|(?<![岁级])以上|即将|和谐|顺利|实施(?!的)|加快|以及其他|全覆盖|保持|落户|"
    "在(?!建|校|线|职|册|库)|，)"
)
STATED = re.compile(
    "(?:与[^，。；]{2,12}?(?=建立|签订|合作))?(?:全部|全面|年内|即将|和谐|顺利|获得|进行|实现)*"
    rf"(?P<act>{longest_first(NAMED_WORKS)}|提供[^，。；]{{2,8}}|通过[^，。；]{{2,12}}|具备[^，。；]{{2,8}}|建立[^，。；]{{2,14}}|保持[^，。；]{{2,8}}|落户"
    "|(?<=进行)[^，。；]{2,8}$|[^，。；]{2,4}$)"
)
NAMES = re.compile("(?P<names>.+?)等(?:为代表的)?$")
NAMES_THEN_NOUN = re.compile("(?P<names>.{2,}?(?:、|”“).+?|“[^”]+”)等(?P<noun>(?!级)[^、]{2,})$")
SEPARATOR = re.compile("[、，和]")


def noun_of(text: str, *, counts_works: bool = False) -> tuple[str, str]:
    """The noun at the head of a text, and the act named or stated after it.

    `counts_works`: the number counts the works themselves: 50处城乡供水提升工程.
    """
    cut = SAID.search(text)
    noun, said = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    if "的" in noun and not noun.endswith("的"):
        noun = noun.rsplit("的", 1)[1]
    noun = noun.rstrip("的").removesuffix("和").removesuffix("及")
    if stated := STATED.match(said):
        return (strip_named(noun)[0] if stated["act"] in NAMED_WORKS else noun), stated["act"]
    return strip_named(noun, of_works=not counts_works)


def strip_named(noun: str, *, of_works: bool = False) -> tuple[str, str]:
    """老旧小区改造 → (老旧小区, 改造): a noun and the act that is named after it.

    An event keeps its name: 农业技术培训 → (农业技术培训, 培训). 改造工程 is a thing of its own
    unless `of_works`: 30公里农村公路改造工程 counts the roads.
    """
    m = NAMED.search(noun)
    if m is None or m.start() < 2 or (m["frame"] in FRAMES and not (of_works and m["frame"] == "工程")):
        return noun, ""
    if m["act"] in NAMED_EVENTS:
        return noun, m["act"]
    return noun[: m.start()].rstrip("的"), m["act"]


FRAMES = frozenset(["工程", "项目", "进度", "行动"])


def listed(text: str) -> list[str] | None:
    """The names of a text that ends with 等: 程成超声等 → [程成超声]."""
    m = NAMES.match(text)
    return split_names(m["names"]) if m else None


def split_names(text: str) -> list[str]:
    """The names of a list: 市府一宿舍、城西新村、小西湖."""
    names = (name.strip("“”，") for name in SEPARATOR.split(text))
    return [name for name in names if name]
