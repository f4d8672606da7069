"""The cast, and the register of canteens that its promise is counted from."""

from __future__ import annotations

import pytest
from canteens import Canteens
from cast import Cast
from cast_fixtures import *  # noqa: F403

from luoshi.board.models import Commitment


@pytest.fixture
def opened(cast: Cast, canteens_2025: Commitment) -> Canteens:
    """The register of the place, still empty, and the promise of eight canteens in 2025."""
    return Canteens(cast, canteens_2025)
