"""Where the real reports are, for the tests that read them."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside this repository with real reports and their labels; skips where it is absent."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("no real reports beside this repository (../shared)")
    return SHARED
