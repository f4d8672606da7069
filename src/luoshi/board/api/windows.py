"""Who has reported, and what one's own department owes."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from luoshi.board.api import shapes, telling
from luoshi.board.api.answers import answers
from luoshi.board.api.guard import may
from luoshi.board.api.values import CodeInPath
from luoshi.board.queries.owed import Owing, owed_by
from luoshi.board.queries.windows import Cell, Row, window_table
from luoshi.office import clock

router = Router(tags=["windows"])


@router.get("/places/{code}/windows", auth=may("board.windows"), response=answers(shapes.Windows))
def windows(request: HttpRequest, code: CodeInPath) -> shapes.Windows:
    """The windows of the last months, and for each department what it owed and gave."""
    table = window_table(request.place, clock.today())
    return shapes.Windows(
        windows=[
            shapes.Window(id=row.pk, month=row.month, opens=row.opens, closes=row.closes)
            for row in table.windows
        ],
        departments=[months(row) for row in table.rows],
    )


def months(row: Row) -> shapes.DepartmentMonths:
    """A department's months in their order."""
    cells = sorted(row.cells.items())
    return shapes.DepartmentMonths(
        department=telling.department(row.department),
        months=[shapes.Month(month=month, **counts(cell)) for month, cell in cells],
    )


def counts(cell: Cell) -> dict[str, int]:
    return {name: getattr(cell, name) for name in ("owed", "submitted", "accepted", "overdue")}


@router.get("/places/{code}/owed", auth=may("board.look"), response=answers(list[shapes.Owed]))
def owed(request: HttpRequest, code: CodeInPath) -> list[shapes.Owed]:
    """What one's own department owes, the most urgent first; nothing for who has no department."""
    department = request.user.department
    if department is None:
        return []
    return [told(owing) for owing in owed_by(request.place, department, clock.today())]


def told(owing: Owing) -> shapes.Owed:
    """A figure that is owed: of what, for which month, until when."""
    due, thing = owing.due, owing.due.thing
    return shapes.Owed(
        urgency=owing.urgency,
        part=thing.part,
        commitment=thing.facts.commitment.pk if thing.facts else None,
        measure=thing.measure.pk if thing.measure else None,
        key=thing.key,
        name=thing.name,
        unit=thing.unit,
        month=due.month,
        last_day=due.last,
        locked=owing.is_locked,
        figure=due.figure.pk if due.figure else None,
        reason=due.reason,
    )
