"""Spot checks: what can be drawn, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.board.models import Check, Commitment, Draw
from luoshi.board.queries.lines import confirmed, lines
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
    found = confirmed(lines(place.commitments.all(), clock.today()))
    return [line.commitment for line in found if any(map(line.facts.is_accepted, line.facts.progress))]


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
