"""Signing in by user name or NIP, in constant work; failures are counted by django-axes under one name."""

import re
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from programs.models import Pengguna
from renstra.lib.http import client_address

_NIP = re.compile(r"\d{18}", re.ASCII)


def find_account(text: str) -> Pengguna | None:
    """Return the account of a user name or an NIP (blanks in it are ignored); the user name wins."""
    name, digits = text.strip(), "".join(text.split())
    wanted = Q(username=name) | Q(nip=digits) if _NIP.fullmatch(digits) else Q(username=name)
    found = list(Pengguna.objects.filter(wanted)[:2])
    return next((user for user in found if user.username == name), found[0] if found else None)


class UsernameOrNipBackend(ModelBackend):
    @sensitive_variables("password")
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Pengguna | None:
        """Return the account, or None. One hash is computed either way: time tells no one which names exist."""
        if username is None or password is None:
            return None
        user = find_account(username)
        if user is None:
            Pengguna().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


@sensitive_variables("password")
def password_is_right(request: HttpRequest, password: str) -> bool:
    """Check the password of the person signed in; wrong ones count towards the lock-out like those at sign-in."""
    return authenticate(request, username=request.user.get_username(), password=password) is not None


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name failures are counted under (AXES_USERNAME_CALLABLE): user name and NIP share one count."""
    typed = (credentials or {}).get("username") or ""
    user = find_account(typed)
    return user.username if user else typed.strip()


def counted_address(request: HttpRequest) -> str | None:
    """Return the address failures are counted under (AXES_CLIENT_IP_CALLABLE)."""
    return client_address(request) or None
