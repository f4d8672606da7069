"""The decision table: how a promise stands as of a day.

The rows are read from the top; the first whose condition holds decides. They are shown to the public as
they stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luoshi.delivery.model import STATUSES, Figure, Milestone, Standing, Status, Target
from luoshi.delivery.periods import missed, period_end
from luoshi.delivery.progress import baseline_of, expected_share, known, share_of, value_of

AHEAD = Fraction(1, 10)
"""How much more than expected makes a target ahead."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that the conditions of the table ask about a target."""

    target: Target
    value: Decimal | None
    met: bool
    signed_off: bool
    begun: bool
    due: bool
    share: Fraction | None
    expected: Fraction

    @property
    def is_ceiling(self) -> bool:
        """A bound from above that is kept, not reached: <= without a baseline above it."""
        baseline = self.target.baseline
        return self.target.comparator in ("<=", "<") and not (
            self.target.basis == "level" and baseline is not None and baseline > self.target.value
        )

    @property
    def adds_up(self) -> bool:
        return self.target.basis == "amount" and not self.is_ceiling

    @property
    def has_way(self) -> bool:
        """Whether a share of the way can be told."""
        return self.share is not None and not self.is_ceiling and self.target.basis in ("amount", "level")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its name, when it holds, what it says, in Chinese and English."""

    name: str
    status: Status
    holds: Callable[[Case], bool]
    zh: str
    en: str


ROWS = (
    Row(
        "not_begun",
        "unknown",
        lambda case: not case.begun,
        "第一个统计期尚未结束",
        "the first period has not ended",
    ),
    Row(
        "amount_done",
        "done",
        lambda case: case.adds_up and case.met and case.signed_off,
        "数量达到并已销号",
        "the amount is reached and signed off",
    ),
    Row(
        "amount_claimed",
        "ahead",
        lambda case: case.adds_up and case.met,
        "数量达到，待销号",
        "the amount is reached and awaits sign-off",
    ),
    Row(
        "met_at_due",
        "done",
        lambda case: case.due and case.met and case.signed_off,
        "到期达到并已销号",
        "met at its due date and signed off",
    ),
    Row(
        "claimed_at_due",
        "ahead",
        lambda case: case.due and case.met,
        "到期达到，待销号",
        "met at its due date and awaits sign-off",
    ),
    Row("missed_at_due", "behind", lambda case: case.due, "到期未达到", "due and not met"),
    Row(
        "well_ahead",
        "ahead",
        lambda case: case.has_way and case.share is not None and case.share >= case.expected + AHEAD,
        "进度超过应有进度10个百分点以上",
        "at least 10 points more than expected",
    ),
    Row(
        "on_the_way",
        "on_pace",
        lambda case: case.has_way and case.share is not None and case.share >= case.expected,
        "进度不低于应有进度",
        "no less than expected",
    ),
    Row("short", "behind", lambda case: case.has_way, "进度低于应有进度", "less than expected"),
    Row("kept", "on_pace", lambda case: case.met, "当前达到要求", "the requirement is met at present"),
    Row(
        "level_open",
        "unknown",
        lambda case: case.target.basis == "level" and not case.is_ceiling and case.target.direction == "up",
        "没有基数的水平指标，到期前未达到不作判断",
        "a level without a baseline is not judged before its due date",
    ),
    Row("not_kept", "behind", lambda case: True, "当前未达到要求", "the requirement is not met at present"),
)

MILESTONE_ROWS = {
    "milestone_missed": ("behind", "有节点到期未完成", "a milestone is due and not accepted"),
    "milestones_done": ("done", "最后一个节点已完成", "the last milestone is accepted"),
    "milestone_early": ("ahead", "下一个节点提前完成", "the next milestone is accepted before its date"),
    "milestones_kept": ("on_pace", "到期节点均已完成", "all due milestones are accepted"),
    "nothing_to_judge": ("unknown", "既无数字也无节点", "there is neither a number nor a milestone"),
}


def met(target: Target, value: Decimal | None) -> bool:
    """Whether a value meets the target; no figure meets nothing. ~ asks for the number itself."""
    if value is None:
        return False
    if target.comparator == "<=":
        return value <= target.value
    if target.comparator == "<":
        return value < target.value
    if target.comparator == ">":
        return value > target.value
    if target.basis == "level" and target.direction == "down" and target.comparator in ("=", "~"):
        return value <= target.value
    return value >= target.value


def judge(target: Target, figures: Iterable[Figure], as_of: date, *, signed_off: bool = True) -> Standing:
    """How a target stands as of a day, on the figures that had been recorded by its end."""
    rows = known(figures, as_of)
    value = value_of(target, rows)
    overdue = missed(target.start, target.due, target.frequency, target.lag, as_of)
    last = rows[-1].day if rows else None
    reference = max((day for day in (last, overdue) if day), default=None)
    stale = overdue is not None and (last is None or last < overdue)
    first_end = min(period_end(target.start, target.frequency), target.due)
    baseline = baseline_of(target)
    judged = value if value is not None else baseline
    case = Case(
        target,
        value,
        met=met(target, value),
        signed_off=signed_off,
        begun=bool(rows) or as_of >= first_end,
        due=reference is not None and reference >= target.due,
        share=None if judged is None else share_of(target, judged),
        expected=expected_share(target, reference) if reference else Fraction(0),
    )
    row = next(row for row in ROWS if row.holds(case))
    shown = case.share if case.has_way else None
    expected = case.expected if case.has_way else None
    return Standing(row.status, row.name, shown, expected, stale, reference, target.measure)


def judge_milestones(milestones: Sequence[Milestone], as_of: date) -> Standing:
    """How a list of milestones stands as of a day."""
    if not milestones:
        return standing("nothing_to_judge", None)
    ordered = sorted(milestones, key=lambda milestone: milestone.due)
    accepted = [m for m in ordered if m.accepted is not None and m.accepted <= as_of]
    open_ = [m for m in ordered if m not in accepted]
    reference = max((m.due for m in ordered if m.due <= as_of), default=None)
    if late := [m for m in open_ if m.due <= as_of]:
        return replace(standing("milestone_missed", reference), part=late[0].name)
    if not open_:
        return standing("milestones_done", reference)
    if any(m.due > as_of for m in accepted):
        return standing("milestone_early", reference)
    return replace(standing("milestones_kept", reference), part=open_[0].name)


def standing(row: str, reference: date | None) -> Standing:
    status: Status = MILESTONE_ROWS[row][0]  # type: ignore[assignment]
    return Standing(status, row, reference=reference)


def combine(parts: Sequence[Standing]) -> Standing:
    """A promise takes the worst of its parts, and names it; it is done only when every part is."""
    if not parts:
        return standing("nothing_to_judge", None)
    worst = min(parts, key=lambda part: STATUSES.index(part.status))
    return worst if len(parts) == 1 else replace(worst, parts=tuple(parts))


def words(row: str) -> tuple[str, str]:
    """What a row says, in Chinese and English."""
    for listed in ROWS:
        if listed.name == row:
            return listed.zh, listed.en
    return MILESTONE_ROWS[row][1], MILESTONE_ROWS[row][2]
