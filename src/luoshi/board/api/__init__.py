"""The board for programs: JSON over HTTP, reads from queries, writes by actions; it describes itself."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from luoshi.board.api import commitments, decisions, figures, measures, places, reports, windows
from luoshi.board.api.answers import READABLE, not_there, speak_plainly

__all__ = ["api", "not_there"]


class Readable(JSONRenderer):
    """Chinese words as they are."""

    json_dumps_params = READABLE


api = NinjaAPI(
    title="落实 Luoshi",
    version="1",
    description="Numbers are decimal strings, days ISO 8601, faults one line in `detail`. See docs/api.md.",
    docs_url=None,
    renderer=Readable(),
)
speak_plainly(api)
for room in (places, commitments, figures, decisions, reports, windows, measures):
    api.add_router("", room.router)
