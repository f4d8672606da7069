"""What is sent here is refused unread where it is too large, whoever sends it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.board.api.answers import fault

FORM = 1024**2
"""What the rest of a form may take beside its file."""


class Limited:
    """Answers 413 before a byte is read or kept. A body whose length is not said is not read at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > settings.UPLOAD_MAX_BYTES + FORM:
            most = settings.UPLOAD_MAX_BYTES // 1024**2
            if request.path_info.startswith("/api/"):
                return fault(413, f"不能超过 {most} MiB。 More than {most} MiB.")
            return render(request, "413.html", {"most": most}, status=413)
        return self.get_response(request)
