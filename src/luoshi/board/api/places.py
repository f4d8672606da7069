"""The place of whoever asks."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from luoshi.board.api import shapes, telling
from luoshi.board.api.answers import answers
from luoshi.board.api.guard import may
from luoshi.office.access import MATRIX

router = Router(tags=["places"])


@router.get("/places", auth=may("board.look"), response=answers(list[shapes.Place]))
def places(request: HttpRequest) -> list[shapes.Place]:
    """The places of a person with its departments, and what the person may do there."""
    person, place = request.user, request.place
    return [
        shapes.Place(
            code=place.code,
            name=place.name,
            role=person.role,
            department=telling.department(person.department),
            departments=[telling.department(row) for row in place.departments.all()],
            permissions=[permission for permission in MATRIX if person.has_perm(permission, place)],
        )
    ]
