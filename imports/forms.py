"""What a person states before a file is brought in: where it goes, and the file itself."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from imports.importers.registry import PENGIMPOR
from imports.services.pengimpor import Parameter, Pengimpor, Perlu, Tujuan
from imports.services.tempat import is_open, open_agencies, place_of, reach_of
from programs.models import Dokumen, Pengguna, PerangkatDaerah, Renstra
from targets.models import ROMAWI

LENGKAP = "lengkap"
"""Says in the address that what a kind asks besides the place was asked already."""


def offered(user: Pengguna) -> list[Pengimpor]:
    """Return the kinds of import that `user` may bring in somewhere."""
    reach = reach_of(user)
    return [each for each in PENGIMPOR.values() if is_open(each, user, reach)]


class TujuanForm(forms.Form):
    """Where a file of one kind goes, built of what the kind needs; only what the person may choose is offered.

    The narrowest place is the only one chosen: a document says its Renstra and perangkat daerah. What a kind asks
    besides (`Pengimpor.parameter`) depends on the place, so it is asked once that is known.
    """

    def __init__(self, data: Any = None, *, pengimpor: Pengimpor, user: Pengguna) -> None:
        self.pengimpor, self.user = pengimpor, user
        self.tempat: dict[int, Any] = {}
        super().__init__(data)
        self._add_place()
        year, quarter = _last_quarter()
        if Perlu.TAHUN in pengimpor.perlu:
            years = [(str(each), str(each)) for each in self._years()]
            self.fields["tahun"] = _choice("Tahun", years, initial=year)
        if Perlu.TRIWULAN in pengimpor.perlu:
            quarters = [(n, ROMAWI[n - 1]) for n in range(1, 5)]
            self.fields["triwulan"] = _choice("Triwulan", quarters, initial=quarter)
        self._fill_in()
        self.bertanya = self._add_parameters()

    # Building -------------------------------------------------------------------------------------------------

    def _add_place(self) -> None:
        place = place_of(self.pengimpor)
        if place is None:
            return
        agencies = open_agencies(self.pengimpor, self.user, reach_of(self.user))
        rows: list[Any] = agencies if place == Perlu.PERANGKAT_DAERAH else self._below(place, agencies)
        self.tempat = {row.pk: row for row in rows}
        label = {Perlu.DOKUMEN: "Dokumen", Perlu.RENSTRA: "Renstra"}.get(place, "Perangkat daerah")
        choices = list(_grouped(rows, several=len(agencies) > 1))
        self.fields[place] = _choice(label, choices if len(rows) == 1 else [("", "Pilih dahulu"), *choices])

    def _below(self, place: Perlu, agencies: list[PerangkatDaerah]) -> list[Any]:
        plans = Renstra.objects.filter(perangkat_daerah__in=agencies).select_related("perangkat_daerah")
        if place == Perlu.RENSTRA:
            return list(plans)
        return [
            document
            for plan in plans
            for document in self.pengimpor.pilihan_dokumen(plan).select_related(
                "renstra__perangkat_daerah", "unit"
            )
        ]

    def _years(self) -> list[int]:
        """Return the years of every plan that may be meant; which of them belongs to the place is for `clean`."""
        rows = list(self.tempat.values())
        if rows and isinstance(rows[0], PerangkatDaerah):
            rows = list(Renstra.objects.filter(perangkat_daerah__in=rows))
        plans = [row.renstra if isinstance(row, Dokumen) else row for row in rows]
        return sorted({year for plan in plans for year in plan.years})

    def _fill_in(self) -> None:
        """Take as chosen what has only one choice, so that nobody is asked what is plain."""
        only = {name: str(each[0][0]) for name, field in self.fields.items() if len(each := _flat(field)) == 1}
        if self.is_bound or len(only) == len(self.fields):
            chosen = QueryDict(mutable=True)
            chosen.update({**only, **{name: self.data[name] for name in self.data}})
            self.data, self.is_bound = chosen, True
        for name in only:
            self.fields[name].widget = forms.HiddenInput()

    def _add_parameters(self) -> bool:
        """Ask what the kind asks besides, once the place is known; returns whether it asks anything."""
        if not self.is_bound or not self.is_valid():
            return False
        asked = self.pengimpor.parameter(self._places())
        for each in asked:
            self.fields[each.nama] = _parameter_field(each)
        self._errors = None  # the form is judged anew with its new fields
        return bool(asked)

    @property
    def asks(self) -> bool:
        """Whether there was anything to choose."""
        return any(not field.widget.is_hidden for field in self.fields.values())

    @property
    def is_impossible(self) -> bool:
        """Whether there is no place to choose."""
        return place_of(self.pengimpor) is not None and not self.tempat

    @property
    def is_asked(self) -> bool:
        """Whether what is shown was sent: what was never asked is not told to be missing."""
        return not self.bertanya or LENGKAP in self.data

    @property
    def is_complete(self) -> bool:
        """Whether everything was asked and chosen."""
        return self.is_bound and self.is_valid() and self.is_asked

    # What was chosen ------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        place, year = self._place(data), data.get("tahun")
        plan = place.renstra if isinstance(place, Dokumen) else place
        if isinstance(plan, Renstra) and year and year not in plan.years:
            self.add_error("tahun", f"Tahun ini di luar {plan}.")
        return data

    def _place(self, data: Mapping[str, Any]) -> Any:
        name = place_of(self.pengimpor)
        return self.tempat.get(data.get(name, 0)) if name else None

    def _places(self) -> Tujuan:
        data, row = self.cleaned_data, self._place(self.cleaned_data)
        dokumen = row if isinstance(row, Dokumen) else None
        renstra = dokumen.renstra if dokumen else row if isinstance(row, Renstra) else None
        return Tujuan(
            user=self.user,
            at=timezone.now(),
            perangkat_daerah=renstra.perangkat_daerah if renstra else row,
            renstra=renstra,
            dokumen=dokumen,
            tahun=data.get("tahun"),
            triwulan=data.get("triwulan"),
        )

    def tujuan(self) -> Tujuan:
        """Return where the file goes; call after `is_valid`."""
        places = self._places()
        answers = {each.nama: self.cleaned_data[each.nama] for each in self.pengimpor.parameter(places)}
        return replace(places, parameter={name: value for name, value in answers.items() if value})

    def query(self) -> str:
        """Return the choices as the query of an address; call after `is_valid`."""
        return goal_query(self.pengimpor, self.tujuan())


def _choice(label: str, choices: Any, **more: Any) -> forms.TypedChoiceField:
    errors = {"required": f"Pilih {label} yang dituju.", "invalid_choice": "Pilihan ini bukan untuk Anda."}
    return forms.TypedChoiceField(label=label, coerce=int, choices=choices, error_messages=errors, **more)


def _last_quarter() -> tuple[int, int]:
    """Return year and number of the last quarter that is over."""
    today = timezone.localdate()
    year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 - 1, 4)
    return year, quarter + 1


def goal_query(pengimpor: Pengimpor, tujuan: Tujuan) -> str:
    """Return a place as the query of an address at which `TujuanForm` finds it again."""
    chosen = QueryDict(mutable=True)
    name = place_of(pengimpor)
    if name and (row := getattr(tujuan, name)):
        chosen[name] = str(row.pk)
    for part in (Perlu.TAHUN, Perlu.TRIWULAN):
        if value := getattr(tujuan, part):
            chosen[part] = str(value)
    for key, value in tujuan.parameter.items():
        chosen[key] = "on" if value is True else str(value)
    chosen[LENGKAP] = "1"
    return chosen.urlencode()


def _grouped(rows: list[Any], *, several: bool) -> Iterator[tuple[Any, Any]]:
    """Yield choices; under the name of their perangkat daerah or Renstra where there is more than one."""
    groups: dict[str, list[tuple[Any, str]]] = {}
    for row in rows:
        groups.setdefault(_heading(row, several=several), []).append((row.pk, _label(row)))
    for heading, members in groups.items():
        if len(groups) == 1:
            yield from members
        else:
            yield heading, members


def _heading(row: Any, *, several: bool) -> str:
    if isinstance(row, Dokumen):
        agency = f"{row.renstra.perangkat_daerah.nama_singkat}, " if several else ""
        return f"{agency}{row.renstra}"
    return str(row.perangkat_daerah) if isinstance(row, Renstra) and several else ""


def _label(row: Any) -> str:
    return f"{row} ({row.get_status_display().lower()})" if isinstance(row, Dokumen) else str(row)


def _flat(field: Any) -> list[tuple[Any, Any]]:
    """Return the choices of a field without their groups."""
    choices = list(getattr(field, "choices", ()))
    return [
        each
        for value, label in choices
        for each in (label if isinstance(label, list | tuple) else [(value, label)])
    ]


def _parameter_field(each: Parameter) -> forms.Field:
    common: dict[str, Any] = {"label": each.judul, "help_text": each.petunjuk, "required": each.wajib}
    if each.centang:
        return forms.BooleanField(**common)
    if not each.pilihan:
        return forms.CharField(max_length=200, **common)
    empty = [] if each.wajib else [("", "–")]
    return forms.ChoiceField(choices=[*empty, *each.pilihan.items()], **common)


class UnggahForm(forms.Form):
    """The file."""

    berkas = forms.FileField(
        label="Berkas",
        help_text="XLSX, XLS, ODS, atau CSV; paling besar 5 MB. Makro tidak diterima.",
        allow_empty_file=True,  # what is wrong with it is said by the reader, like everything else
        error_messages={"required": "Pilih dahulu berkasnya."},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
