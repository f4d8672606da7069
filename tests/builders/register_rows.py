"""Records of a register from a table as an office has it: Chinese headings, dates in a column per stage."""

from __future__ import annotations

import csv
import io
from datetime import date

from luoshi.programmes import Register, Row


def rows_of(register: Register, text: str) -> list[Row]:
    """The records; a key that comes again is the same record. Asserts that every heading is known."""
    fields = {one.title_zh: one for one in register.fields}
    stages = {one.title_zh: one for one in register.stages}
    table = csv.DictReader(io.StringIO(text))
    assert set(table.fieldnames or ()) <= fields.keys() | stages.keys()
    found: dict[str, Row] = {}
    for line in table:
        values = {
            fields[title].name: said == "是" if fields[title].type == "yesno" else said
            for title, said in line.items()
            if title in fields and said
        }
        assert all(values.get(one.name) is not None for one in register.fields if one.required)
        assert all(
            values[one.name] in one.choices for one in register.fields if one.choices and one.name in values
        )
        reached = {
            stages[title].name: date.fromisoformat(said)
            for title, said in line.items()
            if title in stages and said
        }
        key = str(values[register.key])
        found[key] = Row(key, values, reached)
    return [*found.values()]
