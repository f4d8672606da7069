"""Who asks, and whether they may: a program by its token, a browser by its session."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from luoshi.office import tokens
from luoshi.office.access import place_at
from luoshi.office.models import User


def admitted(request: HttpRequest, person: User, permission: str) -> User:
    """The person, if they hold the permission in the place of the address; `request.place` is that place.

    An address that names no place is about one's own.
    """
    code = request.resolver_match.kwargs.get("code")
    request.place = person.place if code is None else place_at(person, code)
    if not person.has_perm(permission, request.place):
        raise HttpError(403, "你没有这项权限。 Your role does not allow this here.")
    request.user = person
    return person


class Token(HttpBearer):
    """A person's token in the header `Authorization: Bearer …`."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """The person of a token; 401 for a wrong one, 429 after too many wrong ones."""
        try:
            person = tokens.person_of(token, request.META.get("REMOTE_ADDR", ""))
        except tokens.TooManyWrong as error:
            raise HttpError(429, str(error)) from error
        if person is None:
            raise HttpError(401, "令牌不对、已过期或已撤销。 This token is wrong, expired or revoked.")
        return admitted(request, person, self.permission)


class Session(SessionAuth):
    """A person who has logged in with a browser; what writes also needs the header `X-CSRFToken`."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__()

    def __call__(self, request: HttpRequest) -> User | None:
        """The person of a session, if there is one."""
        if not request.user.is_authenticated:
            return None
        return admitted(request, super().__call__(request), self.permission)


def may(permission: str) -> list[Token | Session]:
    """What a route stands behind: both ways in, and a permission of the matrix."""
    return [Token(permission), Session(permission)]
