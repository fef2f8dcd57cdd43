"""How sign-in differs from the library's defaults."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .models import Grant, User


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators make the users."""
        return False


class UserWithGrantsBackend(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    def get_user(self, user_id: int) -> User | None:
        """The user of a session together with the roles held: what every page needs, in one query."""
        grants = tuple(Grant.objects.filter(user=user_id).select_related("user").order_by("pk"))
        if not grants:
            found: User | None = super().get_user(user_id)
            return found
        user = grants[0].user
        user.held_grants = grants
        return user if self.user_can_authenticate(user) else None
