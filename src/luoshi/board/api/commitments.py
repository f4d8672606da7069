"""Commitments: a page of a place's, and one with all that is recorded of it."""

from __future__ import annotations

from typing import Annotated

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from luoshi.board import queries
from luoshi.board.api import shapes, telling
from luoshi.board.api.answers import answers
from luoshi.board.api.guard import may
from luoshi.board.api.values import CodeInPath, Day, IdInPath, Words
from luoshi.board.queries.steps import steps
from luoshi.delivery.model import Status
from luoshi.office import clock

Unsaid = SkipJsonSchema[None]
router = Router(tags=["commitments"])


class AsOf(BaseModel):
    """All that was recorded by the end of this day; today, if none is said."""

    as_of: Day = Field(default_factory=clock.today)


class Chosen(AsOf):
    """Which commitments are asked for; nothing said is everything."""

    status: Status | Unsaid = None
    pillar: Words | Unsaid = None
    lead: Words | Unsaid = None
    origin: shapes.OriginName | Unsaid = None
    year: Annotated[int, Field(ge=2000, le=2100)] | Unsaid = None
    page: int = Field(1, ge=1, le=100_000)
    limit: int = Field(50, ge=1, le=200)

    def among(self) -> Q:
        """Which ones the database has to look for."""
        wanted = {"commitment__origin": self.origin, "commitment__year": self.year}
        return Q(**{name: said for name, said in wanted.items() if said is not None})

    def holds(self, line: queries.Line) -> bool:
        """Whether a commitment is among those asked for."""
        lead = line.revision.lead
        return (
            self.status in (None, line.standing.status)
            and self.pillar in (None, line.pillar)
            and self.lead in (None, lead.name if lead else "")
        )


@router.get("/places/{code}/commitments", auth=may("board.look"), response=answers(shapes.Commitments))
def commitments(request: HttpRequest, code: CodeInPath, chosen: Query[Chosen]) -> shapes.Commitments:
    """The confirmed commitments of a place as of a day, worst first."""
    found = queries.confirmed(queries.board_lines(request.place, chosen.as_of, chosen.among()))
    held = queries.by_urgency([line for line in found if chosen.holds(line)])
    start = (chosen.page - 1) * chosen.limit
    shown = held[start : start + chosen.limit]
    pending = queries.pending(shown, chosen.as_of)
    return shapes.Commitments(
        as_of=chosen.as_of,
        total=len(held),
        page=chosen.page,
        limit=chosen.limit,
        commitments=[
            shapes.Commitment(**telling.about(line, chosen.as_of, pending.get(line.pk, 0))) for line in shown
        ],
    )


@router.get(
    "/places/{code}/commitments/{pk}", auth=may("board.look"), response=answers(shapes.WholeCommitment)
)
def commitment(
    request: HttpRequest, code: CodeInPath, pk: IdInPath, chosen: Query[AsOf]
) -> shapes.WholeCommitment:
    """A commitment with its revision, parts, figures and their steps, checks and evidence as of a day."""
    rows = request.place.commitments.filter(pk=pk)
    found = queries.lines(rows, chosen.as_of, whole=True)
    if not found:
        raise Http404
    line = found[0]
    return telling.whole(line, steps(telling.given(line.facts), chosen.as_of), chosen.as_of)
