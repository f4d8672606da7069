"""What is too large is refused before it is read."""

from __future__ import annotations

import pytest
from cast import at_desk
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/login/", "/p/990101/reports/import/", "/nowhere/"])
def test_an_upload_over_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Whoever sends it, and wherever; the page names the limit."""
    monkeypatch.setattr(settings, "UPLOAD_MAX_BYTES", 1024**2)
    response = at_desk(None).post(address, {"file": SimpleUploadedFile("大.pdf", bytes(3 * 1024**2))})
    assert response.status_code == 413
    assert "1 MB" in response.content.decode()
    assert "Content-Security-Policy" in response.headers


def test_a_length_that_is_none_is_no_fault() -> None:
    """Django reads nothing of such a body."""
    client = at_desk(None)
    assert client.generic("POST", "/login/", b"x", CONTENT_LENGTH="many").status_code == 200
