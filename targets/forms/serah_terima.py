"""Who hands over to whom, out of the people of one perangkat daerah."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from programs.models import Pengguna, Penugasan, PerangkatDaerah


class OrangField(forms.ModelChoiceField[Pengguna]):
    """A person by full name, account and present roles, so that two of one name can be told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nama} ({obj.username})"


class SerahTerimaForm(forms.Form):
    dari = OrangField(queryset=Pengguna.objects.none(), label="Dari", empty_label="Pilih orang")
    kepada = OrangField(queryset=Pengguna.objects.none(), label="Kepada", empty_label="Pilih orang")

    def __init__(self, *args: Any, agency: PerangkatDaerah, **kwargs: Any) -> None:
        """Offer those with a present assignment; to receive also accounts that have none anywhere yet."""
        super().__init__(*args, **kwargs)
        active = Penugasan.objects.active_on(timezone.localdate())
        here = Pengguna.objects.filter(penugasan__in=active.filter(perangkat_daerah=agency))
        free = Q(penugasan__in=active.filter(perangkat_daerah=agency)) | ~Q(penugasan__in=active)
        self._offer("dari", here.distinct())
        self._offer("kepada", Pengguna.objects.filter(free, is_active=True).distinct())

    def _offer(self, name: str, people: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = people.order_by("first_name", "last_name", "username")
        field.error_messages |= {
            "required": f"Pilih orang pada isian {field.label}.",
            "invalid_choice": f"Orang pada isian {field.label} tidak ada dalam daftar; pilih lagi.",
        }
