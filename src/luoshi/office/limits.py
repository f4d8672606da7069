"""How often one address may ask for what is open to all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from luoshi.office import clock

MINUTE = 60
View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Answer an address as often a minute as the settings say, and then 429 until the next minute.

    The counts are those of this process; nothing of them is kept.
    """

    @wraps(view)
    def counted(request: HttpRequest, *args: object, **others: object) -> HttpResponse:
        minute, second = divmod(int(clock.now().timestamp()), MINUTE)
        key = f"asked:{whoever(request)}:{minute}"
        cache.add(key, 0, 2 * MINUTE)
        try:
            asked = cache.incr(key)
        except ValueError:  # So many addresses ask that this one was forgotten between the two lines.
            asked = 1
        if asked <= settings.PUBLIC_PER_MINUTE:
            return view(request, *args, **others)
        said = _("一分钟最多看 %(most)s 次，请稍后再来。") % {"most": settings.PUBLIC_PER_MINUTE}
        response = HttpResponse(said, status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = str(MINUTE - second)
        return response

    return counted


def whoever(request: HttpRequest) -> str:
    """The address that asks; of IPv6 its network, since one household has a whole one."""
    said = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(said)
    except ValueError:
        return "unknown"
    return said if address.version == 4 else str(ip_network(f"{said}/64", strict=False).network_address)
