"""What a reader may choose to see of Tabel 4.2."""

from django import forms

from programs.models import Dokumen, Program, UnitKerja
from reports.selectors import PlanFilter


class PlanFilterForm(forms.Form):
    """Filter by program, bidang and year; an empty choice means everything."""

    program = forms.ChoiceField(label="Program", required=False)
    bidang = forms.ChoiceField(label="Bidang", required=False)
    tahun = forms.TypedChoiceField(label="Tahun", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, dokumen: Dokumen, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        renstra = dokumen.renstra
        programs = Program.objects.in_force(dokumen).values_list("kode", "nama")
        units = UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah).values_list("kode", "nama")
        fields = self.fields
        fields["program"].choices = [("", "Semua program"), *((k, f"{k} {n}") for k, n in programs)]  # type: ignore[attr-defined]
        fields["bidang"].choices = [("", "Semua bidang"), *units]  # type: ignore[attr-defined]
        fields["tahun"].choices = [("", "Semua tahun"), *((y, str(y)) for y in renstra.years)]  # type: ignore[attr-defined]

    def chosen(self) -> PlanFilter | None:
        """Return the filter, None when nothing is chosen; call after `is_valid`."""
        data = self.cleaned_data
        if not any(data.values()):
            return None
        return PlanFilter(data["program"], data["bidang"], (data["tahun"],) if data["tahun"] else ())
