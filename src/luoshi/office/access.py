"""Who may do what: one matrix, and the guard that every page stands behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import rules
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django_htmx.http import HttpResponseClientRefresh

from luoshi.office.models import Place, Role, User

EVERYONE = frozenset(Role)
MATRIX: dict[str, frozenset[Role]] = {
    "board.look": EVERYONE,
    "board.tokens": EVERYONE,
    "board.import_report": frozenset([Role.OFFICER]),
    "board.jobs": frozenset([Role.OFFICER, Role.HEAD, Role.REPORTER]),
    "board.confirm": frozenset([Role.OFFICER]),
    "board.hand_out": frozenset([Role.OFFICER]),
    "board.report": frozenset([Role.REPORTER, Role.HEAD]),
    "board.attach": frozenset([Role.OFFICER, Role.REPORTER, Role.HEAD]),
    "board.submit": frozenset([Role.HEAD]),
    "board.settle": frozenset([Role.HEAD, Role.LEADER]),
    "board.accept": frozenset([Role.OFFICER]),
    "board.release": frozenset([Role.OFFICER]),
    "board.windows": frozenset([Role.OFFICER, Role.LEADER]),
    "board.remind": frozenset([Role.OFFICER]),
    "board.add_measure": frozenset([Role.OFFICER]),
    "board.ask_change": frozenset([Role.OFFICER, Role.HEAD]),
    "board.decide_change": frozenset([Role.OFFICER]),
    "board.spot_check": frozenset([Role.OFFICER]),
    "registers.look": EVERYONE,
    "registers.keep": frozenset([Role.OFFICER, Role.HEAD, Role.REPORTER]),
    "registers.count": frozenset([Role.OFFICER]),
    "registers.areas": frozenset([Role.OFFICER, Role.ADMINISTRATOR]),
    "registers.erase": frozenset([Role.OFFICER, Role.ADMINISTRATOR]),
    "office.administer": frozenset([Role.ADMINISTRATOR]),
}
"""Each permission, and the roles that have it in their own place."""


def holds(roles: frozenset[Role]) -> rules.predicates.Predicate:
    """Whether a person has one of these roles in the place that is asked about."""

    @rules.predicate
    def in_own_place(user: User, place: Place | None) -> bool:
        return place is not None and user.place_id == place.pk and user.role in roles

    return in_own_place


for permission, roles in MATRIX.items():
    rules.add_perm(permission, holds(roles))


View = Callable[..., HttpResponse]


def place_at(user: User, code: str) -> Place:
    """The place with this code, mostly the person's own; raises Http404."""
    own = user.place
    if own is not None and own.code == code:
        return own
    # What is no code is not asked for: PostgreSQL takes no NUL.
    if not code.isalnum():
        raise Http404("code")
    return get_object_or_404(Place, code=code)


def allowed(permission: str) -> Callable[[View], View]:
    """Let only those in who hold the permission in the place of the address; the view gets the place."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, code: str, **others: int) -> HttpResponse:
            place = place_at(request.user, code)
            if not request.user.has_perm(permission, place):
                raise PermissionDenied
            return view(request, place, **others)

        reloading = reloaded_without_login(guarded)
        reloading.permission = permission  # type: ignore[attr-defined]
        return reloading

    return guard


def reloaded_without_login(view: View) -> View:
    """A part of a page that is asked for when the login has run out: the page is loaded anew, as a whole."""

    @wraps(view)
    def reloading(request: HttpRequest, **others: int) -> HttpResponse:
        if request.htmx and not request.user.is_authenticated:
            return HttpResponseClientRefresh()
        return view(request, **others)

    return reloading
