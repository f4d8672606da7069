"""What every route answers beside what it was asked for: one line that says what is wrong."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Status
from ninja.errors import HttpError, ValidationError

from luoshi.board.api.shapes import Fault, Made
from luoshi.office.actions import Refused

WRAPPING = {"body", "query", "path", "said", "chosen"}
"""Words of ours that say nothing to whoever asked."""
MOST_FAULTS = 3
PLAINER = {"string_pattern_mismatch": "this is empty or holds a character that cannot be kept"}
READABLE = {"ensure_ascii": False}


def answers(shape: Any, status: int = 200) -> dict[int, Any]:
    """The answers of a route that looks something up."""
    return {status: shape, 401: Fault, 403: Fault, 404: Fault, 422: Fault, 429: Fault}


def writes(shape: Any) -> dict[int, Any]:
    """The answers of a route that writes."""
    return answers(shape, 201) | {400: Fault, 409: Fault, 413: Fault}


def made(row: Model) -> Status:
    """That a row was written, and which."""
    return Status(201, Made(id=row.pk))


def fault(status: int, detail: str) -> HttpResponse:
    """One line, on one line."""
    words = " ".join(detail.split()).encode("utf-8", "replace").decode()
    response = JsonResponse({"detail": words}, status=status, json_dumps_params=READABLE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def not_there(_request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    return fault(404, "没有这个地址或这一行。 There is nothing here.")


def in_words(error: ValidationError) -> str:
    """Where the input is wrong, and how."""
    return "; ".join(dict.fromkeys(one_fault(said) for said in error.errors[:MOST_FAULTS]))


def one_fault(said: dict[str, Any]) -> str:
    where = ".".join(str(word)[:60] for word in said["loc"] if word not in WRAPPING)
    words = PLAINER.get(said["type"], said["msg"].removeprefix("Value error, "))
    return f"{where}: {words}" if where else words


def speak_plainly(api: NinjaAPI) -> None:
    """Tell every fault of an API in the same shape."""
    api.add_exception_handler(Refused, lambda _request, error: fault(409, str(error)))
    api.add_exception_handler(Http404, not_there)
    api.add_exception_handler(ValidationError, lambda _request, error: fault(422, in_words(error)))
    api.add_exception_handler(RequestDataTooBig, lambda _request, _error: fault(413, "内容太大。 Too large."))
    api.add_exception_handler(HttpError, told)


def told(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library or the guard says."""
    words = {401: "请登录或用令牌。 Log in, or send a token.", 400: "不是 JSON。 The body is not JSON."}
    known = str(error) not in ("Unauthorized", "Cannot parse request body")
    return fault(error.status_code, str(error) if known else words[error.status_code])
