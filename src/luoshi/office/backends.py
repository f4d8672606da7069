"""Who has logged in, with place and department in the same query: every page asks for both."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from luoshi.office.models import User


class PeopleBackend(ModelBackend):
    """People by name and password."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; None once they may no longer log in."""
        person = User.objects.select_related("place", "department").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
