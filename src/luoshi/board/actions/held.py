"""Commitments that are held while rows are added to them: one, or all that a table names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import prefetch_related_objects

from luoshi.board.actions.common import by_key, locked, standing_revision
from luoshi.board.models import Commitment, Milestone, Revision, Target
from luoshi.office.audit import Act, record_all
from luoshi.office.audit.chain import BATCH
from luoshi.office.models import Place


class Held:
    """A commitment, held until the transaction ends, with what stands of it.

    Whoever makes a row of it sets that row here, so that the next row is made on top of it.
    """

    def __init__(self, commitment: Commitment) -> None:
        self.commitment = commitment

    @cached_property
    def revision(self) -> Revision:
        """What the office says of it."""
        return standing_revision(self.commitment)

    @cached_property
    def targets(self) -> dict[int, Target]:
        """The latest row of each target."""
        return by_key(self.commitment.targets.all())

    @cached_property
    def milestones(self) -> dict[int, Milestone]:
        """The latest row of each step, dropped ones too."""
        return by_key(self.commitment.milestones.all())


def hold(commitment: Commitment) -> Held:
    """One commitment, held until the transaction ends."""
    return Held(locked(commitment))


def hold_all(place: Place, commitments: Iterable[Commitment]) -> dict[int, Held]:
    """Many commitments of a place, held, by their ids; seven queries whatever their number."""
    prefetch_related_objects([place], "departments")
    keys = [row.pk for row in commitments]
    found = place.commitments.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    held = {row.pk: Held(row) for row in found.prefetch_related("targets__request", "milestones__request")}
    said = Revision.objects.filter(commitment__in=keys).select_related("lead", "leader", "merged_into")
    for row in said.order_by("pk"):
        held[row.commitment_id].revision = row
    return held


def add(act: Act) -> None:
    """Write the rows of an act, and its event."""
    add_all([act])


def add_all(acts: Sequence[Act]) -> None:
    """Write the rows of many acts, those of a table together, and one event each.

    The tables follow one another as the acts name them first: a row comes after those it points to.
    """
    rows: dict[type, list] = {}
    for act in acts:
        for row in (act.row, *act.also):
            rows.setdefault(type(row), []).append(row)
    for model, own in rows.items():
        model._base_manager.bulk_create(own, BATCH)
    if acts:
        record_all(acts)
