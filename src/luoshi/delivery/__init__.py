"""What progress means: targets, pace, status. Pure: dates and numbers in, a standing out."""

from __future__ import annotations

from luoshi.delivery.model import Figure, Milestone, Standing, Status, Target
from luoshi.delivery.status import combine, judge, judge_milestones

__all__ = ["Figure", "Milestone", "Standing", "Status", "Target", "combine", "judge", "judge_milestones"]
