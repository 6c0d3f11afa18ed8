"""What a reader may choose: kop and signature on any table, a part of Tabel 4.2."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from programs.models import Dokumen, Program, Renstra, UnitKerja
from reports.choices import KeadaanAngka
from reports.selectors import PlanFilter
from reports.selectors.dasbor import Dasbor
from reports.services.verifikasi import read_hash
from targets.models import ROMAWI


class SignatureForm(forms.Form):
    """Whether the table carries kop and signature, and the date it is signed; no date means today."""

    ttd = forms.BooleanField(label="Kop dan tanda tangan", required=False)
    tanggal = forms.DateField(
        label="Tanggal bila bukan hari ini",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def signed_on(self) -> date | None:
        """Return the date of signing, None without a signature; call after `is_valid`."""
        data = self.cleaned_data
        return (data["tanggal"] or timezone.localdate()) if data["ttd"] else None


class PeriodForm(SignatureForm):
    """The year and quarter of an evaluation, and whether unverified figures count."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)
    triwulan = forms.TypedChoiceField(
        label="Sampai triwulan", coerce=int, choices=[(n, ROMAWI[n - 1]) for n in range(1, 5)]
    )
    draf = forms.BooleanField(label="Sertakan yang belum diverifikasi", required=False)
    dokumen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    unit = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    pd = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    field_order = ("tahun", "triwulan", "draf")

    def __init__(self, *args: Any, renstra: Renstra, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(renstra.tahun_awal, renstra.tahun_akhir + 1)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]

    def period_fields(self) -> list[forms.BoundField]:
        """Return the choices of a page with many reports, which are neither signed nor of one unit."""
        return [self[name] for name in ("tahun", "triwulan", "draf", "pd")]

    def period_query(self) -> str:
        """Return the period, and the agency if one is named, as the query of an address; call after `is_valid`."""
        data = self.cleaned_data
        draf = {"draf": "on"} if data["draf"] else {}
        pd = {"pd": data["pd"]} if data["pd"] else {}
        return urlencode({"tahun": data["tahun"], "triwulan": data["triwulan"], **draf, **pd})


class PlanFilterForm(SignatureForm):
    """Filter by program, bidang and year; an empty choice means everything."""

    program = forms.ChoiceField(label="Program", required=False)
    bidang = forms.ChoiceField(label="Bidang", required=False)
    tahun = forms.TypedChoiceField(label="Tahun", required=False, coerce=int, empty_value=None)
    field_order = ("program", "bidang", "tahun")

    def __init__(self, *args: Any, dokumen: Dokumen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        if not any(data[name] for name in self.field_order):
            return None
        return PlanFilter(data["program"], data["bidang"], (data["tahun"],) if data["tahun"] else ())


class TerbitForm(forms.Form):
    """What a person states of an edition: its date, its official number, and that they know what it lacks."""

    tanggal = forms.DateField(
        label="Tanggal penandatanganan",
        help_text="Menentukan pejabat yang menandatangani.",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    nomor_naskah = forms.CharField(
        label="Nomor naskah dinas",
        help_text="Boleh kosong. Tercetak di samping kode QR.",
        max_length=100,
        required=False,
    )
    paham = forms.BooleanField(
        label="Saya paham bahwa edisi ini tidak memuat yang tersebut di atas, dan hal itu tercetak padanya.",
        required=False,
    )


class KodeEdisiForm(forms.Form):
    """The short code printed beside the QR."""

    kode = forms.CharField(
        label="Kode verifikasi",
        help_text="Sepuluh huruf dan angka di samping kode QR, misalnya K7Q2M-9XMDW.",
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class BerkasEdisiForm(forms.Form):
    """A file to be held against an edition, or its SHA-256."""

    berkas = forms.FileField(
        label="Berkas PDF atau Excel", help_text="Paling besar 10 MB; tidak disimpan.", required=False
    )
    sidik = forms.CharField(
        label="atau SHA-256 berkas itu", help_text="64 angka dan huruf a sampai f.", max_length=200, required=False
    )

    def clean_sidik(self) -> str:
        text: str = self.cleaned_data["sidik"]
        if text and not read_hash(text):
            raise forms.ValidationError("SHA-256 terdiri atas 64 angka dan huruf a sampai f. Periksa lagi.")
        return read_hash(text)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("berkas") and not data.get("sidik"):
            raise forms.ValidationError("Pilih berkas, atau isi SHA-256-nya.")
        return data


class IndikatorForm(forms.Form):
    """Filter of the list of indicators; an empty choice means everything."""

    keadaan = forms.ChoiceField(
        label="Data",
        required=False,
        choices=[("", "Semua"), ("perhatian", "Perlu perhatian"), *KeadaanAngka.choices],
    )
    unit = forms.ChoiceField(label="Unit", required=False)
    induk = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    program = forms.ChoiceField(label="Program", required=False)

    def __init__(self, *args: Any, dasbor: Dasbor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = {each.penanggung_jawab.kode: each.penanggung_jawab.nama for each in dasbor.asked.indicators}
        programs = {each.kode: each.coded.nama for each in dasbor.asked.lines if each.level == "program"}
        choices = self.fields
        choices["unit"].choices = [("", "Semua unit"), *units.items()]  # type: ignore[attr-defined]
        choices["program"].choices = [  # type: ignore[attr-defined]
            ("", "Semua program"),
            *((kode, f"{kode} {nama}") for kode, nama in programs.items()),
        ]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen and is known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PohonForm(forms.Form):
    """How much of the tree is drawn: of one unit, and how many levels deep."""

    unit = forms.ChoiceField(label="Bidang", required=False)
    dalam = forms.TypedChoiceField(
        label="Sampai",
        required=False,
        coerce=int,
        choices=[("2", "sasaran"), ("3", "program"), ("4", "kegiatan"), ("5", "subkegiatan")],
        initial="3",
    )

    def __init__(self, data: Any, *args: Any, dasbor: Dasbor, **kwargs: Any) -> None:
        filled = data.copy()
        filled.setdefault("dalam", "3")
        super().__init__(filled, *args, **kwargs)
        self.units = {each.penanggung_jawab.kode: str(each.penanggung_jawab) for each in dasbor.asked.indicators}
        self.fields["unit"].choices = [("", "Semua bidang"), *self.units.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, int]:
        """Return the name of the unit (empty: all) and the depth; what is not known counts as not chosen."""
        self.is_valid()
        return self.units.get(self.cleaned_data.get("unit", ""), ""), self.cleaned_data.get("dalam") or 3
