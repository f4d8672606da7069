"""The picture of a target's course, drawn by the server: no script, the same in print."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from django.core.cache import cache
from django.utils.translation import gettext as _

from luoshi.delivery.course import Point

REACHED, EXPECTED, GOAL = "#1f6f43", "#8a91a0", "#1a4f8b"
KEPT = 24 * 3600


def drawn(points: Sequence[Point], goal: float, unit: str) -> bytes:
    """An SVG of what was reached and expected, the target as a line; the same data is drawn once a day."""
    names = _("完成"), _("应有"), _("目标")
    rows = [
        {"month": f"{point.day:%Y-%m}", "what": name, "value": float(value)}
        for point in points
        for name, value in ((names[0], point.value), (names[1], point.expected))
        if value is not None
    ]
    said = json.dumps([rows, goal, unit, names], ensure_ascii=False)
    key = f"chart:{hashlib.sha256(said.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = svg(rows, goal, unit, names)
        cache.set(key, found, KEPT)
    return found


def svg(rows: list[dict[str, object]], goal: float, unit: str, names: tuple[str, str, str]) -> bytes:
    """Draw it. Altair is loaded here: it takes a second, and most pages have no chart."""
    import altair
    import vl_convert

    axis = altair.Axis(grid=False, labelAngle=0, labelOverlap=True)
    x = altair.X("month:O", title=None, axis=axis)
    upright = altair.Axis(titleAngle=0, titleAlign="right", titleY=-6, titleX=-4)
    y = altair.Y("value:Q", title=unit or None, scale=altair.Scale(zero=True), axis=upright)
    colour = altair.Color(
        "what:N",
        title=None,
        sort=[*names],
        scale=altair.Scale(domain=[*names], range=[REACHED, EXPECTED, GOAL]),
        legend=altair.Legend(orient="top"),
    )
    data = altair.Data(values=rows)
    lines = altair.Chart(data).mark_line(point=True).encode(x=x, y=y, color=colour)
    target = (
        altair.Chart(altair.Data(values=[{"value": goal, "what": names[2]}]))
        .mark_rule(strokeDash=[5, 4])
        .encode(y="value:Q", color=colour)
    )
    picture = (lines + target).properties(width=560, height=200)
    picture = picture.configure(font="Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif")
    return vl_convert.vegalite_to_svg(picture.to_dict()).encode()
