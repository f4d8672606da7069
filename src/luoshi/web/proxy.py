"""Behind a proxy: who asks and by which scheme, believed only of the proxies that are named."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Forwarded:
    """Puts the client's address and scheme, as a named proxy tells them, where all others look for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_proxy(request.META.get("REMOTE_ADDR", "")):
            told = request.headers.get("X-Forwarded-For", "")
            request.META["REMOTE_ADDR"] = client(told) or request.META["REMOTE_ADDR"]
            if request.headers.get("X-Forwarded-Proto", "").strip() == "https":
                request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)


def client(told: str) -> str:
    """The last forwarded address that is no proxy of ours: who sent it may have made up the rest."""
    for hop in reversed([hop.strip() for hop in told.split(",")]):
        if not is_proxy(hop):
            return hop if is_address(hop) else ""
    return ""


def is_address(said: str) -> bool:
    try:
        ip_address(said)
    except ValueError:
        return False
    return True


def is_proxy(said: str) -> bool:
    """Whether an address belongs to the networks of LUOSHI_PROXIES."""
    if not is_address(said):
        return False
    address = ip_address(said)
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in settings.PROXIES)
