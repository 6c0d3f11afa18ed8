"""Reading rights in one place: every query a person sees starts from `visible_to(user)`."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model, covariant=True)


class RestrictedQuerySet(models.QuerySet[M]):
    """A queryset that narrows to the perangkat daerah a user may read; anonymous users read nothing."""

    def visible_to(self, user: Any) -> Self:
        """Return the rows `user` may read (deny by default).

        The model names its path to the perangkat daerah in `agency_path`; an empty path marks data shared by all.
        Of the user it asks `reads_all()` and `readable_agency_ids()`, as `programs.Pengguna` has them.
        """
        if not user.is_authenticated:
            return self.none()
        path: str = self.model.agency_path  # type: ignore[attr-defined]
        if not path or user.reads_all():
            return self
        return self.filter(**{f"{path}__in": user.readable_agency_ids()})


class AgencyModel(models.Model):
    """A row that belongs, by `agency_path`, to one perangkat daerah."""

    agency_path: ClassVar[str] = ""

    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)

    objects = RestrictedQuerySet.as_manager()

    class Meta:
        abstract = True
