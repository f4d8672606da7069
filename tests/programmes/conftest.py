"""The real reports, where they stand beside this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder with the real reports; skips where there is none."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("no real reports beside this repository (../shared)")
    return SHARED
