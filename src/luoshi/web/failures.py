"""The page of a request that failed: what was lacking and that nothing was kept, or that we erred."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from luoshi.office.failures import Lack, lack_of
from luoshi.web.logs import request_id

JSON, HTML = "application/json", "text/html"
WORDS = {
    Lack.ROOM: _("服务器的磁盘满了或不能写，这次没有保存。请联系管理员，腾出空间后再做一次。"),
    Lack.TURN: _("台账正忙，这次没有保存。请过一会儿再做一次。"),
    Lack.DATABASE: _("数据库暂时用不了，这次没有保存。请过一会儿再做一次，还不行就联系管理员。"),
    None: _("程序出错，这次没有保存。错误已记入日志，请把下面的编号告诉管理员。"),
}
TITLES = {
    Lack.ROOM: _("磁盘满了"),
    Lack.TURN: _("台账正忙"),
    Lack.DATABASE: _("数据库用不了"),
    None: _("程序出错"),
}


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error: 503 where something is lacking, else 500.

    Nothing here asks the database, which may be what is lacking.
    """
    error = sys.exception()
    lack = lack_of(error) if error else None
    status = 503 if lack else 500
    if wants_json(request):
        said = {"error": str(WORDS[lack]), "request": request_id.get()}
        response: HttpResponse = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    else:
        said = {"title": TITLES[lack], "words": WORDS[lack], "request_id": request_id.get()}
        response = HttpResponse(render_to_string("failed.html", said), status=status)
    if lack:
        response["Retry-After"] = "60"
    return response


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: by the address, or by what it accepts."""
    return request.path.endswith(".json") or request.get_preferred_type([HTML, JSON]) == JSON
