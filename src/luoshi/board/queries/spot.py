"""Spot checks: what can be drawn, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from luoshi.board.models import Check, Commitment, Draw, Move, Step
from luoshi.board.queries.remembered import briefs
from luoshi.office import clock
from luoshi.office.clock import end_of
from luoshi.office.models import Place


@dataclass(frozen=True, slots=True)
class Lot:
    """A draw with its commitments, each with what was found."""

    draw: Draw
    drawn: list[tuple[Commitment, list[Check]]]


def drawable(place: Place) -> list[Commitment]:
    """The commitments that a spot check can be about: those with an accepted figure."""
    accepted = Move.objects.filter(progress__commitment=OuterRef("pk"), step=Step.ACCEPTED)
    confirmed = {one.pk for one in briefs(place, clock.today())}
    return [row for row in place.commitments.filter(Exists(accepted)) if row.pk in confirmed]


def draws(place: Place, as_of: date) -> list[Lot]:
    """The lots drawn by the end of a day, the last first; three queries."""
    until = end_of(as_of)
    rows = [*place.draws.filter(at__lt=until).select_related("by").order_by("-pk")]
    wanted = {code for row in rows for code in row.drawn}
    commitments = {row.code: row for row in place.commitments.all()} if wanted else {}
    findings: dict[tuple[int, int], list[Check]] = {}
    for check in Check.objects.filter(draw__in=rows, at__lt=until).select_related("by").order_by("pk"):
        findings.setdefault((check.draw_id, check.commitment_id), []).append(check)
    return [
        Lot(row, [(one, findings.get((row.pk, one.pk), [])) for one in named(row, commitments)])
        for row in rows
    ]


def named(row: Draw, commitments: dict[str, Commitment]) -> list[Commitment]:
    """The commitments that a lot names."""
    return [commitments[code] for code in row.drawn if code in commitments]
