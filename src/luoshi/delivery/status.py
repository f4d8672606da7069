"""The decision tables: how a target, a list of milestones and a promise stand as of a day.

Rows are read from the top; the first whose condition holds decides. They are shown to the public as they
stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from luoshi.delivery.bounds import baseline_of, bound_of, has_way, is_met
from luoshi.delivery.model import STATUSES, Figure, Milestone, Standing, Status, Target
from luoshi.delivery.periods import missed, period_end
from luoshi.delivery.progress import counted, expected_share, share_of, value_of

AHEAD = Fraction(1, 10)
"""How much more than expected makes a target ahead, where a place has set nothing else."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that the conditions of the table ask about a target.

    `begun`: the first period has ended or has a figure; `reported`: there is a figure; `overdue`: the time
    for the first one has passed. `final`: the figure of the last period is there; `due`: it is there or
    overdue. `share` and `lead` are None where the target is to be kept and not reached. `refuted`: a
    spot check found the report untrue, and nothing has been accepted since. `lead` is how much more of the
    way is done than expected, and `margin` how much more makes it ahead.
    """

    target: Target
    met: bool
    signed_off: bool
    refuted: bool
    margin: Fraction
    begun: bool
    reported: bool
    overdue: bool
    final: bool
    due: bool
    share: Fraction | None
    lead: Fraction | None

    @property
    def adds_up(self) -> bool:
        """An amount that is to be reached; any other amount is a cap or a floor."""
        return self.target.basis == "amount" and self.share is not None

    @property
    def is_open_level(self) -> bool:
        """A level to rise to from nobody knows where."""
        target = self.target
        return target.basis == "level" and baseline_of(target) is None and bound_of(target) in (">=", ">")


@dataclass(frozen=True, slots=True)
class Steps:
    """All that the conditions of the table ask about milestones, which are in the order of their dates."""

    milestones: Sequence[Milestone]
    as_of: date
    signed_off: bool
    ongoing: bool
    refuted: bool

    def is_accepted(self, milestone: Milestone) -> bool:
        return milestone.accepted is not None and milestone.accepted <= self.as_of

    @property
    def missed(self) -> Milestone | None:
        """The first one that is due and not accepted."""
        due = (step for step in self.milestones if step.due <= self.as_of)
        return next((step for step in due if not self.is_accepted(step)), None)

    @property
    def early(self) -> Milestone | None:
        """The next one, if all of its date are accepted before it."""
        coming = [step for step in self.milestones if step.due > self.as_of]
        following = [step for step in coming if step.due == coming[0].due]
        return following[0] if following and all(map(self.is_accepted, following)) else None

    @property
    def complete(self) -> bool:
        """All are accepted; what is ongoing also has to come to its last date."""
        is_over = not self.ongoing or self.as_of >= self.milestones[-1].due
        return is_over and all(self.is_accepted(step) for step in self.milestones)


Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Row(Generic[Facts]):
    """A row of a table: its name, when it holds, what it says, in Chinese and English."""

    name: str
    status: Status
    holds: Callable[[Facts], bool]
    zh: str
    en: str


ROWS: tuple[Row[Case], ...] = (
    Row(
        "found_untrue",
        "behind",
        lambda case: case.refuted,
        "抽查不实，此后还没有采纳新的数据",
        "a spot check found the report untrue, no figure has been accepted since",
    ),
    Row(
        "not_begun",
        "unknown",
        lambda case: not case.begun,
        "第一个统计期尚未结束",
        "the first period has not ended",
    ),
    Row(
        "no_figure_yet",
        "unknown",
        lambda case: case.share is None and not case.reported and not case.overdue,
        "只看达到与否的指标，第一期数据尚未报送，也未逾期",
        "what has no share to tell: the first figure is neither there nor overdue",
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
        lambda case: case.final and case.met and case.signed_off,
        "最后一期数据达到要求并已销号",
        "the last period's figure meets the target, signed off",
    ),
    Row(
        "claimed_at_due",
        "ahead",
        lambda case: case.final and case.met,
        "最后一期数据达到要求，待销号",
        "the last period's figure meets the target and awaits sign-off",
    ),
    Row(
        "missed_at_due",
        "behind",
        lambda case: case.due and not case.met,
        "到期未达到",
        "due and not met",
    ),
    Row(
        "well_ahead",
        "ahead",
        lambda case: case.lead is not None and case.lead >= case.margin,
        "进度超过应有进度10个百分点（或本地公布的差距）及以上",
        "at least 10 points, or what the place has published, more than expected",
    ),
    Row(
        "on_the_way",
        "on_pace",
        lambda case: case.lead is not None and case.lead >= 0,
        "进度不低于应有进度",
        "no less than expected",
    ),
    Row(
        "short",
        "behind",
        lambda case: case.lead is not None,
        "进度低于应有进度",
        "less than expected",
    ),
    Row(
        "kept",
        "on_pace",
        lambda case: case.met,
        "当前达到要求",
        "the requirement is met at present",
    ),
    Row(
        "level_open",
        "unknown",
        lambda case: case.is_open_level,
        "没有基数、要升到目标的水平指标，到期前未达到不作判断",
        "a level to rise to, without a baseline, is not judged before its due date unless met",
    ),
    Row(
        "not_reported",
        "behind",
        lambda case: not case.reported,
        "数据逾期，一次也未报送",
        "a figure is overdue, none was ever given",
    ),
    Row(
        "not_kept",
        "behind",
        lambda case: True,
        "当前未达到要求",
        "the requirement is not met at present",
    ),
)

MILESTONE_ROWS: tuple[Row[Steps], ...] = (
    Row(
        "nothing_to_judge",
        "unknown",
        lambda steps: not steps.milestones,
        "既无数字也无节点",
        "there is neither a number nor a milestone",
    ),
    Row(
        "milestone_found_untrue",
        "behind",
        lambda steps: steps.refuted,
        "抽查不实，此后还没有采纳新的证明",
        "a spot check found the report untrue, nothing has been accepted since",
    ),
    Row(
        "milestone_missed",
        "behind",
        lambda steps: steps.missed is not None,
        "到期未完成的节点",
        "a milestone that is due and not accepted",
    ),
    Row(
        "milestones_done",
        "done",
        lambda steps: steps.complete and steps.signed_off,
        "最后一个节点已完成",
        "the last milestone is accepted",
    ),
    Row(
        "milestones_claimed",
        "ahead",
        lambda steps: steps.complete,
        "最后一个节点已完成，待销号",
        "the last milestone is accepted and awaits sign-off",
    ),
    Row(
        "milestone_early",
        "ahead",
        lambda steps: steps.early is not None,
        "下一个节点已提前完成",
        "the next milestone is accepted before its date",
    ),
    Row(
        "milestones_kept",
        "on_pace",
        lambda steps: True,
        "到期节点均已完成",
        "all due milestones are accepted",
    ),
)


UNTRACKED: Row[bool] = Row(
    "untracked",
    "unknown",
    lambda untracked: untracked,
    "公开标明不跟踪",
    "openly marked as not followed",
)
"""What is said of a promise as a whole, before its parts are looked at."""


def first(rows: Sequence[Row[Facts]], facts: Facts) -> Row[Facts]:
    """The row that decides; the last one of each table always holds."""
    return next(row for row in rows if row.holds(facts))


def judge(
    target: Target,
    figures: Iterable[Figure],
    as_of: date,
    *,
    signed_off: bool = True,
    refuted: bool = False,
    margin: Fraction = AHEAD,
) -> Standing:
    """How a target stands as of a day, on the figures that had been recorded by its end."""
    rows = counted(target, figures, as_of)
    value = value_of(target, rows)
    last = rows[-1].day if rows else None
    overdue = missed(target.start, target.due, target.frequency, target.lag, as_of)
    reference = max((day for day in (last, overdue) if day), default=None)
    share, expected = share_of(target, value), expected_share(target, reference)
    case = Case(
        target,
        met=is_met(target, value),
        signed_off=signed_off,
        refuted=refuted,
        margin=margin,
        begun=bool(rows) or as_of >= min(period_end(target.start, target.frequency), target.due),
        reported=bool(rows),
        overdue=overdue is not None,
        final=last is not None and last >= target.due,
        due=reference is not None and reference >= target.due,
        share=share,
        lead=None if share is None or expected is None else share - expected,
    )
    row = first(ROWS, case)
    return Standing(
        row.status,
        row.name,
        share,
        expected,
        stale=overdue is not None and (last is None or last < overdue),
        reference=reference,
        part=target.measure,
        implied=has_way(target) and not target.path,
    )


def judge_milestones(
    milestones: Iterable[Milestone],
    as_of: date,
    *,
    signed_off: bool = True,
    ongoing: bool = False,
    refuted: bool = False,
) -> Standing:
    """How milestones stand as of a day; those of an `ongoing` promise are checks up to the year's end."""
    ordered = sorted(milestones, key=lambda step: (step.due, step.name))
    steps = Steps(ordered, as_of, signed_off, ongoing, refuted)
    row = first(MILESTONE_ROWS, steps)
    named = {"milestone_missed": steps.missed, "milestone_early": steps.early}.get(row.name)
    reference = max((step.due for step in ordered if step.due <= as_of), default=None)
    return Standing(row.status, row.name, reference=reference, part=named.name if named else "")


def combine(parts: Sequence[Standing], *, untracked: bool = False) -> Standing:
    """A promise takes the worst of its parts, and names it; it is done only when every part is.

    Without parts there is nothing to judge. A missing figure of any part is a missing figure.
    """
    if UNTRACKED.holds(untracked):
        return Standing(UNTRACKED.status, UNTRACKED.name)
    if not parts:
        return Standing("unknown", "nothing_to_judge")
    worst = min(parts, key=lambda part: STATUSES.index(part.status))
    if len(parts) == 1:
        return worst
    return replace(worst, stale=any(part.stale for part in parts), parts=tuple(parts))
