"""Who may open which address: every route of the URL list, for every role and for a stranger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cast import Cast, at_desk
from django.urls import URLPattern, URLResolver, get_resolver

from luoshi.board.models import Commitment, Report
from luoshi.office.access import MATRIX
from luoshi.office.models import Role

OPEN = {"login", "logout", "healthz"}
"""Addresses that need nobody logged in."""
READS = {
    *("account", "account_csv", "entries", "splitting", "merging"),
    *("task_table_xlsx", "task_table_docx", "task_tables", "task_table"),
    *("home", "board", "board_csv", "board_json", "owed", "reports", "report", "commitment", "setup"),
    *("file", "spot_checks", "chart", "jobs", "job", "windows", "people", "month", "measures", "measure"),
}
"""Addresses that are looked at; all others write."""


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


ROUTES = list(routes(get_resolver().url_patterns))


def address(route: str, pk: int) -> str:
    filled = {"<str:code>": "990101", "<int:pk>": str(pk), "<int:key>": "1", "<str:month>": "2025-03"}
    for place, value in filled.items():
        route = route.replace(place, value)
    return f"/{route}"


def test_every_route_of_a_place_has_a_rule() -> None:
    """A new page without a permission fails here."""
    for route, pattern in ROUTES:
        if route.startswith("p/"):
            assert getattr(pattern.callback, "permission", None) in MATRIX, route
        else:
            assert pattern.name in OPEN | {"home"}, route


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_the_matrix_says(
    cast: Cast, report: Report, canteens: Commitment, role: Role
) -> None:
    """403 exactly where the matrix does not give the permission."""
    person = {
        Role.OFFICER: cast.officer,
        Role.HEAD: cast.head,
        Role.REPORTER: cast.reporter,
        Role.LEADER: cast.leader,
        Role.ADMINISTRATOR: cast.administrator,
    }[role]
    client = at_desk(person)
    for route, pattern in ROUTES:
        if not route.startswith("p/"):
            continue
        pk = report.pk if "reports" in route else canteens.pk
        asked = client.get if pattern.name in READS else client.post
        refused = asked(address(route, pk)).status_code == 403
        assert refused == (role not in MATRIX[pattern.callback.permission]), f"{role} {route}"


def test_an_officer_of_another_place_is_refused_everywhere(
    cast: Cast, report: Report, canteens: Commitment
) -> None:
    """The same role elsewhere opens nothing here."""
    client = at_desk(cast.stranger)
    for route, pattern in ROUTES:
        if route.startswith("p/"):
            asked = client.get if pattern.name in READS else client.post
            assert asked(address(route, canteens.pk)).status_code == 403, route


def test_nobody_logged_in_is_sent_to_the_login(db: None) -> None:
    """No page of a place shows anything to whoever has not logged in."""
    client = at_desk(None)
    for route, pattern in ROUTES:
        if route.startswith("p/") or pattern.name == "home":
            asked = client.get if pattern.name in READS else client.post
            response = asked(address(route, 1))
            assert response.status_code == 302, route
            assert response.url.startswith("/login/"), route


def test_a_row_of_another_place_is_not_there(cast: Cast, canteens: Commitment) -> None:
    """One's own officer right does not reach through one's own address to foreign rows."""
    client = at_desk(cast.stranger)
    assert client.get(f"/p/990102/commitments/{canteens.pk}/").status_code == 404
    assert client.post(f"/p/990102/commitments/{canteens.pk}/revise/", {}).status_code == 404


def test_writes_need_the_token(cast: Cast, canteens: Commitment) -> None:
    """A form from elsewhere is refused."""
    client = at_desk(cast.officer)
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/p/990101/commitments/{canteens.pk}/revise/", {}).status_code == 403


def test_five_wrong_passwords_lock_the_door(cast: Cast) -> None:
    """The sixth try is refused even with the right password."""
    client = at_desk(None)
    for _ in range(5):
        client.post("/login/", {"username": cast.officer.username, "password": "wrong"})
    response = client.post("/login/", {"username": cast.officer.username, "password": "x"})
    assert response.status_code == 429


def test_pages_forbid_foreign_scripts(cast: Cast) -> None:
    """The content security policy names this server only."""
    policy = at_desk(cast.officer).get("/p/990101/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
