"""What proves the figures of a commitment, and where a file was used before."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.board.models import Evidence, Release
from luoshi.board.queries.facts import Facts


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of a figure or of a commitment, with the other uses of the same file."""

    row: Evidence
    uses: list[Evidence]


def proofs(facts: Facts) -> dict[int | None, list[Proof]]:
    """The files by the figure that they prove; under None those of the commitment as a whole."""
    everywhere = standing_evidence([*facts.evidence, *facts.elsewhere])
    found: dict[int | None, list[Proof]] = {}
    for row in standing_evidence(facts.evidence):
        uses = [other for other in everywhere if is_use(other, row)]
        found.setdefault(row.progress_id, []).append(Proof(row, uses))
    return found


def standing_evidence(rows: list[Evidence]) -> list[Evidence]:
    """The last row of each file of each figure, in the order in which the files came."""
    return [*{(row.commitment_id, row.progress_id, row.file_id): row for row in rows}.values()]


def is_use(other: Evidence, row: Evidence) -> bool:
    """Whether it is the same file somewhere else."""
    places = [(each.commitment_id, each.progress_id) for each in (other, row)]
    return other.file_id == row.file_id and places[0] != places[1]


def standing_releases(facts: Facts) -> dict[int, Release]:
    """Who may see each figure, by the figure; what is missing is internal."""
    return {row.progress_id: row for row in facts.releases}
