"""How a standing is said to people: its status, its reason, its shares."""

from __future__ import annotations

from fractions import Fraction

from luoshi.delivery.model import Standing, Status
from luoshi.delivery.status import MILESTONE_ROWS, ROWS, UNTRACKED

STATUS_WORDS: dict[Status, str] = {
    "done": "完成",
    "ahead": "超进度",
    "on_pace": "达进度",
    "behind": "欠进度",
    "unknown": "其它",
}
ENGLISH_STATUS_WORDS: dict[Status, str] = {
    "done": "Done",
    "ahead": "Ahead",
    "on_pace": "On pace",
    "behind": "Behind",
    "unknown": "Other",
}
_OF_TARGETS = {row.name: (row.zh, row.en) for row in ROWS}
_OF_MILESTONES = {row.name: (row.zh, row.en) for row in MILESTONE_ROWS}
_OF_PROMISES = {UNTRACKED.name: (UNTRACKED.zh, UNTRACKED.en)}


def words(name: str) -> tuple[str, str]:
    """What a row says, in Chinese and English."""
    return (_OF_TARGETS | _OF_MILESTONES | _OF_PROMISES)[name]


def reason(standing: Standing) -> tuple[str, str]:
    """Why it stands so: the row of the decision table that decided, and the part it is about."""
    zh, en = rule(standing)
    part = part_of(standing)
    return f"{part}：{zh}" if part else zh, en


def part_of(standing: Standing) -> str:
    """The name of the part that decided, where there are several."""
    return standing.part if standing.parts or standing.row in _OF_MILESTONES else ""


def rule(standing: Standing) -> tuple[str, str]:
    """The row of the decision table that decided, in Chinese and English."""
    zh, en = words(standing.row)
    is_open = standing.expected is not None and 0 < standing.expected < 1 and standing.status != "done"
    if is_open and standing.implied:
        return f"{zh}（应有进度按月推算）", f"{en} (expected month by month)"
    return zh, en


def decimal(share: Fraction | None) -> str | None:
    """A share with six digits after the point at most."""
    if share is None:
        return None
    millionths = round(share * 1_000_000)
    whole, rest = divmod(abs(millionths), 1_000_000)
    return f"{'-' if millionths < 0 else ''}{whole}.{rest:06}".rstrip("0").rstrip(".")


def percent(share: Fraction | None) -> str:
    """A share for people; only what is complete is 100 %."""
    if share is None:
        return ""
    tenths = share * 1000 // 1
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"
