"""Who may open which address: every route of the URL list, for every role and for a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from cast import Cast, at_desk
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

from luoshi.board.api import api
from luoshi.board.api.guard import Session, Token
from luoshi.board.models import Commitment, Report
from luoshi.office import clock
from luoshi.office.access import MATRIX
from luoshi.office.models import Role, User
from luoshi.office.tokens import make_token

PUBLIC = {
    *("public_status", "public_status_json", "public_status_csv"),
    *("public_board", "public_board_json", "public_board_csv"),
    *("public_commitment", "public_commitment_json", "public_commitment_csv", "public_file"),
}
"""Addresses that are open to all; test_public.py shows that they tell nothing internal."""
OPEN = {
    "login",
    "logout",
    "healthz",
    "set_language",
    "public_language",
    "openapi-json",
    "api-root",
    "api_not_there",
} | PUBLIC
"""Addresses that need nobody logged in; the last two hold nothing."""
READS = {
    *("account", "account_csv", "entries", "splitting", "merging"),
    *("task_table_xlsx", "task_table_docx", "task_tables", "task_table"),
    *("home", "board", "board_csv", "board_json", "owed", "reports", "report", "commitment", "setup"),
    *("tokens", "file", "spot_checks", "chart", "jobs", "job", "windows", "people", "month"),
    *("measures", "measure"),
    *("map", "map_records", "map_ground"),
    *("imports", "import", "records_csv", "records_xlsx", "records_geojson", "records_gpkg"),
    *("registers", "programme", "register", "record", "record_file"),
    *("owed_csv", "windows_csv", "spot_checks_csv", "measures_csv", "reports_csv", "entries_csv"),
    *("jobs_csv", "people_csv", "commitment_csv", "measure_csv"),
    *("areas", "areas_csv", "promised_csv"),
}
"""Addresses that are looked at; all others write."""


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


ROUTES = list(routes(get_resolver().url_patterns))
API = [
    (f"api/v1{path}", operation)
    for prefix, router in api._routers
    for path, view in router.path_operations.items()
    for operation in view.operations
]
"""Every route of the API by its own list."""


def address(route: str, pk: int) -> str:
    filled = {"<str:code>": "990101", "<int:pk>": str(pk), "<int:key>": "1", "<str:month>": "2025-03"}
    filled |= {"<slug:programme>": "elder_meals", "<slug:register>": "canteens"}
    for place, value in filled.items():
        route = route.replace(place, value)
    return f"/{route}"


def test_every_route_of_a_place_has_a_rule() -> None:
    """A new page without a permission fails here."""
    for route, pattern in ROUTES:
        if route.startswith("p/"):
            assert getattr(pattern.callback, "permission", None) in MATRIX, route
        elif pattern.name not in OPEN | {"home"}:
            assert api_path(route) in {path for path, _operation in API}, route


def api_path(route: str) -> str:
    """An address of the URL list as the API writes it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def permission_of(operation: Operation) -> str:
    """What a route of the API asks for, whichever way one comes in."""
    (permission,) = {way.permission for way in operation.auth_callbacks}
    return permission


def test_every_route_of_the_api_has_a_rule() -> None:
    """A new route without a permission fails here, and one that could be written by a foreign page."""
    for path, operation in API:
        assert permission_of(operation) in MATRIX, path
        assert [type(way) for way in operation.auth_callbacks] == [Token, Session], path
        assert not operation.csrf_exempt, path


def asked_by(client: Client, path: str, operation: Operation, pk: int, **headers: str) -> int:
    """The status of a route of the API, asked without a body."""
    for name, value in {"{code}": "990101", "{pk}": str(pk), "{key}": "1"}.items():
        path = path.replace(name, value)
    (method,) = operation.methods
    return client.generic(method, f"/{path}", headers={"host": "127.0.0.1", **headers}).status_code


@pytest.mark.parametrize("role", list(Role))
def test_each_role_asks_the_api_for_what_the_matrix_says(
    cast: Cast, canteens: Commitment, role: Role
) -> None:
    """403 exactly where the matrix does not give the permission; by session and by token alike."""
    person = next(one for one in everybody(cast) if one.role == role)
    _token, words = make_token(user=person, name="试", until=clock.today(), by=person)
    for path, operation in API:
        refused = role not in MATRIX[permission_of(operation)]
        by_session = asked_by(at_desk(person), path, operation, canteens.pk)
        by_token = asked_by(at_desk(None), path, operation, canteens.pk, authorization=f"Bearer {words}")
        assert (by_session == 403) == refused, f"{role} {path}"
        assert (by_token == 403) == refused, f"{role} {path}"


def everybody(cast: Cast) -> list[User]:
    return [cast.officer, cast.head, cast.reporter, cast.leader, cast.administrator]


def test_the_api_is_shut_to_strangers(cast: Cast, canteens: Commitment) -> None:
    """An officer of another place gets 403, nobody 401."""
    for path, operation in API:
        if "{code}" in path:
            assert asked_by(at_desk(cast.stranger), path, operation, canteens.pk) == 403, path
        assert asked_by(at_desk(None), path, operation, canteens.pk) == 401, path


def test_the_api_takes_no_forms_from_elsewhere(cast: Cast, canteens: Commitment) -> None:
    """A session alone writes nothing: a foreign page could send its cookie along."""
    client = at_desk(cast.officer)
    client.handler.enforce_csrf_checks = True
    for path, operation in API:
        if operation.methods != ["GET"]:
            assert asked_by(client, path, operation, canteens.pk) == 403, path


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
    assert "请等一刻钟再登录" in response.content.decode()
    english = {"headers": {"accept-language": "en"}}
    again = client.post("/login/", {"username": cast.officer.username, "password": "x"}, **english)
    assert again.status_code == 429
    assert "wait a quarter of an hour" in again.content.decode()


def test_pages_forbid_foreign_scripts(cast: Cast) -> None:
    """The content security policy names this server only."""
    policy = at_desk(cast.officer).get("/p/990101/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_public_addresses_show_nothing_of_a_board_that_is_internal(
    cast: Cast, report: Report, canteens: Commitment
) -> None:
    """By default everything is internal: no page of a promise, an empty board."""
    client = at_desk(None)
    for route, pattern in ROUTES:
        if pattern.name in PUBLIC:
            response = client.get(address(route, canteens.pk))
            assert response.status_code == (404 if "<int:pk>" in route else 200), route
            assert "食堂" not in response.content.decode(), route
