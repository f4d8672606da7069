"""Tables that leave the board as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from luoshi.office.audit import standing_head
from luoshi.reading.outputs.csv import guarded

NUMBER = re.compile(r"-?\d+(\.\d+)?")
Cells = Sequence[str]


def as_csv(name: str, head: Cells, rows: Iterable[Cells]) -> HttpResponse:
    """A table that a spreadsheet opens, with no text that it would take for a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    out = csv.writer(response)
    out.writerow(head)
    out.writerows([cell if NUMBER.fullmatch(cell) else guarded(cell) for cell in row] for row in rows)
    return response


def sealed_csv(name: str, head: Cells, rows: Iterable[Cells]) -> HttpResponse:
    """The same with the head of the audit chain as one column more: each row says when it was true."""
    seal = standing_head()
    return as_csv(name, [*head, _("审计链")], ([*row, seal] for row in rows))
