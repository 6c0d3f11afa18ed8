"""What the head of every page shows of imports."""

from typing import Any

from django.http import HttpRequest

from imports.permissions import may_open_imports


def kepala_impor(request: HttpRequest) -> dict[str, Any]:
    """Tell signed-in pages whether Impor is for this person; asked only where the head is drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"boleh_impor": lambda: may_open_imports(user)}
