"""A PostgreSQL is backed up by its own tools, and comes back into an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from luoshi.office.actions import place_of
from luoshi.office.archives import back_up, restore
from luoshi.office.copies import NotCopied, client

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_comes_back_into_an_empty_database_only(tmp_path: Path) -> None:
    """Rows and keys; a second time is refused and leaves nothing."""
    if connection.vendor != "postgresql":
        pytest.skip("make test-postgres")
    place_of(code="990101", name="青梧区")
    database = {**connection.settings_dict}
    back_up(data=settings.DATA, database=database, file=tmp_path / "b.tar.gz")
    client("psql", database, "-c", "CREATE DATABASE comes_back")
    empty = {**database, "NAME": "comes_back"}
    try:
        restore(file=tmp_path / "b.tar.gz", data=tmp_path / "new", database=empty)
        assert "青梧区" in client("psql", empty, "-At", "-c", "SELECT name FROM office_place")
        assert (tmp_path / "new" / "audit-key").exists()
        with pytest.raises(NotCopied, match="空库"):
            restore(file=tmp_path / "b.tar.gz", data=tmp_path / "other", database=empty)
        assert [*(tmp_path / "other").iterdir()] == []
    finally:
        client("psql", database, "-c", "DROP DATABASE comes_back")
