"""What people send in around a report; every figure and state is decided by services, never by these."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone


class KeputusanForm(forms.Form):
    """The answer to a request: granted until the end of a day, or refused with a reason."""

    keputusan = forms.ChoiceField(
        choices=[("setuju", "Setujui"), ("tolak", "Tolak")],
        error_messages={
            "required": "Pilih setujui atau tolak.",
            "invalid_choice": "Pilih setujui atau tolak.",
        },
    )
    sampai = forms.DateField(
        required=False, error_messages={"invalid": "Tanggal batas tidak terbaca; pilih dari kalender."}
    )
    jawaban = forms.CharField(required=False)

    def until(self) -> datetime | None:
        """Return the end of the chosen day."""
        day: date | None = self.cleaned_data["sampai"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None

    def sentences(self) -> str:
        return " ".join(str(message) for messages in self.errors.values() for message in messages)
