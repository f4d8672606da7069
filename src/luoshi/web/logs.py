"""Logs: one JSON object a line, each with the id of the request that it belongs to."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
log = logging.getLogger("luoshi.request")


class Lines(logging.Formatter):
    """A record as one line of JSON; `extra={"fields": {…}}` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


class Requests:
    """Gives each request an id, the one that a proxy gave it if that is sane, and logs how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Request-ID", "")
        known = told if SANE.fullmatch(told) else secrets.token_hex(16)
        token, began = request_id.set(known), time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = known
            log.info("request", extra={"fields": ending(request, response, began)})
        finally:
            request_id.reset(token)
        return response


def ending(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, object]:
    """What is logged of a request: never its query, which may hold what somebody looked for."""
    return {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "user": user_of(request),
        "client": request.META.get("REMOTE_ADDR"),
    }


def user_of(request: HttpRequest) -> int | None:
    """The id of who asked, where the page had looked; no query is asked for the log."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    try:
        found = session.get(SESSION_KEY)
    except DatabaseError:
        return None
    return int(found) if found else None


def to_stderr() -> dict[str, object]:
    """The logging of Django and of the server: JSON lines on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "luoshi.web.logs.Lines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "luoshi": {"level": "INFO"},
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # That a page was not found is said by the line of its request.
            "django.request": {"level": "ERROR"},
            "_granian": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
