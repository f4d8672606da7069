"""Somebody before the pages of a served board, without a browser: logs in, sends forms, sees the answer."""

from __future__ import annotations

import http.client
import re
import uuid
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

Fields = dict[str, str]


class Gone(Exception):
    """The server did not answer, or not to the end."""


@dataclass
class Answer:
    """What the board answered; names of headers in small letters."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def said(self) -> str:
        """The page without its tags."""
        return unescape(re.sub(r"<[^>]*>", " ", self.text))


class Visitor:
    """One person; cookies are kept, redirects are not followed."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.cookies: dict[str, str] = {}

    def log_in(self, name: str, password: str) -> Visitor:
        self.get("/login/")
        answer = self.post("/login/", username=name, password=password)
        assert answer.status == 302, answer.said
        return self

    def get(self, path: str, accept: str = "text/html") -> Answer:
        return self.ask("GET", path, None, {"Accept": accept})

    def post(self, path: str, accept: str = "text/html", **fields: str) -> Answer:
        body = urlencode(self.signed(fields)).encode()
        return self.ask(
            "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        )

    def upload(self, path: str, field: str, name: str, content: bytes, **fields: str) -> Answer:
        """Send a form with a file."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in self.signed(fields).items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        )
        body = b"".join([*parts, content, f"\r\n--{edge}--\r\n".encode()])
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def signed(self, fields: Fields) -> Fields:
        return {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """One request on a connection of its own. Raises Gone where no whole answer came."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body, {**headers, "Cookie": cookies})
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Gone(path) from error
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(
            response.status, {name.lower(): value for name, value in response.headers.items()}, text
        )
