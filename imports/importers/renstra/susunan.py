"""Makes the rows a file states out of its tables and flat sheets: which row each is, its parent, and its figures.

What no sheet says is taken by the rules of this module, each told; the unit of a program is asked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import Any

from django.db.models import Model

from imports.importers.renstra.padanan import Padanan, alike, next_code, pair, sidik
from imports.importers.renstra.rincian import BarisDatar
from imports.importers.renstra.sel import Batas, SelIndikator, split_range
from imports.importers.renstra.tabel_3_1 import SelTujuan, Tabel31
from imports.importers.renstra.tabel_4_2 import BarisKode, SelHasil, Tabel42
from imports.importers.renstra.tersimpan import AKHIR, TAHUNAN, Tautan, Tersimpan
from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas
from indicators.models import Hasil, Indikator
from programs.choices import JenisUnit
from programs.models import (
    BidangUrusan,
    Kegiatan,
    PlanRow,
    Program,
    Sasaran,
    Subkegiatan,
    Tujuan,
    Urusan,
)
from programs.rollup import ancestors
from renstra.lib.importing import Pemeriksaan, Pilihan, Tingkat
from renstra.lib.pembaca.buku import Sel
from renstra.lib.teks import key
from targets.models import Target

INDUK: dict[type[PlanRow], tuple[str, type[PlanRow]]] = {
    BidangUrusan: ("urusan", Urusan),
    Program: ("bidang_urusan", BidangUrusan),
    Kegiatan: ("program", Program),
    Subkegiatan: ("kegiatan", Kegiatan),
}
NAMA_TAUTAN: dict[type[PlanRow], str] = {
    Tujuan: "tujuan",
    Sasaran: "sasaran",
    BidangUrusan: "bidang_urusan",
    Hasil: "hasil",
    Program: "program",
    Kegiatan: "kegiatan",
    Subkegiatan: "subkegiatan",
}
_KODE_INDUK = re.compile(r"[\d.]+#\d+|[TS]\d+")
"""The code of a hasil, tujuan or sasaran as we make them."""
POSISI = ("persen", "presen", "nilai", "indeks", "poin", "rasio", "skor", "opini", "predikat")
"""Units, and first words of indicators, that state a position: quarters of it are never added up."""


@dataclass(slots=True)
class Simpul:
    """A row of the plan as the file states it.

    `nilai` by column and `tautan` by link are what the file says, `bawaan` what a new row takes besides. `target`
    holds cells still to be read with the unit, or figures from a flat sheet; `pagu` figures (None: none stated).
    """

    model: type[PlanRow]
    kode: str
    lembar: str
    sel: Sel
    nilai: dict[str, Any] = field(default_factory=dict)
    tautan: dict[str, Tautan | None] = field(default_factory=dict)
    bawaan: dict[str, Any] = field(default_factory=dict)
    baseline: Sel | None = None
    target: dict[tuple[int, str], Sel | Batas] = field(default_factory=dict)
    pagu: dict[int, tuple[Decimal | None, Sel]] = field(default_factory=dict)

    @property
    def tempat(self) -> str:
        return f"{self.lembar}!{self.sel.alamat}"

    @property
    def nama(self) -> str:
        """What a person calls the row: its kind, its code and its text."""
        kind = str(self.model._meta.verbose_name)
        text = next((self.nilai[name] for name in ("nama", "uraian") if name in self.nilai), "")
        return f"{kind[0].upper()}{kind[1:]} {self.kode} {text}".strip()[:200]


Baris = Mapping[type[Model], Mapping[Any, BarisDatar]]


class Penyusun:
    """Collects the rows of one file, parents before children."""

    def __init__(self, p: Pemeriksaan, stored: Tersimpan, rincian: Baris, misi: Mapping[int, Any]) -> None:
        self.p, self.stored, self.rincian, self.misi = p, stored, rincian, misi
        self.simpul: dict[Tautan, Simpul] = {}
        self._used = {model: stored.used(model) | set(rincian.get(model, ())) for model in stored.rows}

    def add(self, simpul: Simpul) -> Simpul:
        self.simpul[simpul.model, simpul.kode] = simpul
        return simpul

    def known(self, model: type[PlanRow], kode: str) -> bool:
        return (model, kode) in self.simpul or kode in self.stored.rows[model]

    def _sheet(self, model: type[Model]) -> Mapping[Any, BarisDatar]:
        return self.rincian.get(model, {})

    def _said(self, model: type[Model], kode: str) -> Mapping[str, Any]:
        """Return what the flat sheet says of a row."""
        row = self._sheet(model).get(kode)
        return row.nilai if row is not None else {}

    # Tabel 3.1 --------------------------------------------------------------------------------------------

    def add_goals(self, tabel: Tabel31) -> None:
        """Add tujuan, then sasaran, each with its indicators."""
        goals = self._goals(tabel)
        codes: dict[int, str] = {}
        for model in (Tujuan, Sasaran):
            own = [each for each, kind in goals if kind is model]
            for each, match in zip(own, self._match(model, own), strict=True):
                kode = codes[id(each)] = match.kode or self._code(
                    model, model.__name__[0], self._told(model, each)
                )
                above = [codes[id(goal)] for goal, kind in self._before(goals, each) if kind is Tujuan]
                self._add_goal(model, kode, each, tabel, above[-1] if above else "")
            self._add_unprinted(model, tabel.lembar)

    @staticmethod
    def _before(
        goals: Sequence[tuple[SelTujuan, type[PlanRow]]], each: SelTujuan
    ) -> Iterable[tuple[SelTujuan, type[PlanRow]]]:
        return takewhile(lambda pair: pair[0] is not each, goals)

    def _goals(self, tabel: Tabel31) -> list[tuple[SelTujuan, type[PlanRow]]]:
        """Tell tujuan from sasaran: by their column, by a row that is known, else the first is the tujuan."""
        known = {model: {sidik(text) for text in self._texts(model).values()} for model in (Tujuan, Sasaran)}
        found: list[tuple[SelTujuan, type[PlanRow]]] = []
        guessed: list[SelTujuan] = []
        for each in tabel.baris:
            told = self._goal_of(each)
            if told is None and each.jenis:
                told = Tujuan if each.jenis == "tujuan" else Sasaran
            if told is None:
                told = next((model for model, texts in known.items() if sidik(each.uraian) in texts), None)
            if told is None:
                told = Sasaran if found else Tujuan
                guessed.append(each)
            found.append((each, told))
        if guessed:
            self.p.catat(
                tabel.lembar,
                guessed[0].sel,
                "Kolom ini tidak membedakan tujuan dari sasaran: yang pertama dibaca sebagai tujuan, "
                f"{len(guessed) - 1} berikutnya sebagai sasaran di bawahnya.",
                "Bila bukan itu, pisahkan kolom TUJUAN dan SASARAN.",
                tingkat=Tingkat.PERINGATAN,
            )
        return found

    def _goal_of(self, each: SelTujuan) -> type[PlanRow] | None:
        """Return what the code of its first indicator says the row is."""
        kode = next((ind.kode_baris for ind in each.indikator if ind.kode_baris), "")
        parent = self._parent_of(kode) if kode else None
        return parent[0] if parent and parent[0] in (Tujuan, Sasaran) else None

    def _texts(self, model: type[PlanRow]) -> dict[str, str]:
        """Return the texts by which rows without a printed code are known: the flat sheet's, then those stored."""
        name = "nama" if model is Indikator else "uraian"
        found = {str(kode): str(row.nilai.get(name, "")) for kode, row in self._sheet(model).items()}
        stored = sorted(self.stored.rows[model].values(), key=lambda row: (row.urutan, row.kode))
        return found | {row.kode: getattr(row, name) for row in stored if row.kode not in found}

    def _match(self, model: type[PlanRow], goals: Sequence[SelTujuan]) -> list[Padanan]:
        wanted = [(self._told(model, each), each.uraian) for each in goals]
        unprinted = {kode for kode in self._texts(model) if not self._has_indicator(model, kode)}
        exact = {sidik(text) for _, text in wanted}
        known = {
            kode: text
            for kode, text in self._texts(model).items()
            if kode not in unprinted or sidik(text) in exact
        }
        return pair(wanted, known)

    def _has_indicator(self, model: type[PlanRow], kode: str) -> bool:
        """Whether a tujuan or sasaran is printed at all: one without indicators is not."""
        told = any(row.nilai.get("induk") == kode for row in self._sheet(Indikator).values())
        return told or bool(self.stored.children(Indikator, (model, kode)))

    def _add_goal(self, model: type[PlanRow], kode: str, each: SelTujuan, tabel: Tabel31, last: str) -> None:
        said = self._said(model, kode)
        simpul = self.add(Simpul(model, kode, tabel.lembar, each.sel, {"uraian": each.uraian}))
        self._own_text(model, kode, "uraian", each.uraian, tabel.lembar)
        self._place_goal(simpul, said, last)
        self.add_indicators((model, kode), each.indikator, akhir=tabel.berakhir)

    def _place_goal(self, simpul: Simpul, said: Mapping[str, Any], last: str) -> None:
        """Say under what a tujuan or sasaran stands, and in which order."""
        own = [each for model, each in self.simpul if model is simpul.model]
        if said.get("urutan") is not None:
            simpul.nilai["urutan"] = said["urutan"]
        else:
            stored = self.stored.rows[simpul.model].values()
            simpul.bawaan["urutan"] = max([len(own), *(row.urutan + 1 for row in stored)])
        if simpul.model is Tujuan:
            self._place_under_misi(simpul, said)
        elif goal := said.get("tujuan"):
            if self.known(Tujuan, goal):
                simpul.tautan["tujuan"] = (Tujuan, goal)
            else:
                self._refuse(simpul, f"Tujuan {goal} di atas {simpul.nama} belum ada.", "Periksa kodenya.")
        elif simpul.kode not in self.stored.rows[Sasaran]:
            self._place_by_order(simpul, last)

    def _place_by_order(self, simpul: Simpul, last: str) -> None:
        """Put a sasaran under the tujuan above it in the table; told where the table has several."""
        if not last:
            self._refuse(simpul, f"Tujuan di atas {simpul.nama} tidak tertulis.", "Tulis tujuannya di atasnya.")
            return
        simpul.tautan["tujuan"] = (Tujuan, last)
        if sum(model is Tujuan for model, _ in self.simpul) > 1:
            reason = f"{simpul.nama} diletakkan di bawah tujuan {last}, yang tertulis di atasnya."
            self._tell(simpul, reason, "Bila bukan itu, isi lembar Sasaran.")

    def _place_under_misi(self, simpul: Simpul, said: Mapping[str, Any]) -> None:
        number = said.get("misi")
        if number is not None and number not in self.misi:
            self._refuse(simpul, f"Misi {number} belum ada.", "Tambahkan di lembar Misi.")
        elif "misi" in said:
            simpul.nilai["misi_id"] = self.misi[number] if number is not None else None

    def _add_unprinted(self, model: type[PlanRow], lembar: str) -> None:
        """Add what only the flat sheet lists: a tujuan or sasaran without indicators."""
        for kode, row in self._sheet(model).items():
            if (model, kode) in self.simpul:
                continue
            if not row.nilai.get("uraian"):
                self.p.catat(row.lembar, row.sel["kode"], "Uraiannya kosong.", "Isi uraiannya.")
                continue
            if self._has_indicator(model, kode) and lembar:
                self.p.catat(
                    row.lembar,
                    row.sel["kode"],
                    f"{model.__name__} {kode} tidak ada di lembar {lembar}.",
                    "Tambahkan di sana, atau hapus baris ini.",
                    tingkat=Tingkat.PERINGATAN,
                )
                continue
            simpul = self.add(Simpul(model, kode, row.lembar, row.sel["kode"], {"uraian": row.nilai["uraian"]}))
            self._place_goal(simpul, row.nilai, "")

    # Tabel 4.2 --------------------------------------------------------------------------------------------

    def add_codes(self, tabel: Tabel42) -> None:
        """Add the coded rows with their pagu, and the hasil and indicators under each."""
        for row in sorted(tabel.baris.values(), key=lambda each: each.kode.count(".")):
            if self._add_code(row, tabel):
                self._add_outcomes(row)

    def _add_code(self, row: BarisKode, tabel: Tabel42) -> bool:
        model, above = row.model, ancestors(row.kode)[0]
        simpul = Simpul(model, row.kode, tabel.lembar, row.sel_kode, {"nama": row.nama})
        if model in INDUK:
            name, kind = INDUK[model]
            if not self.known(kind, above):
                reason = f"Baris induk {above} tidak ada di tabel."
                self.p.catat(tabel.lembar, row.sel_kode, reason, f"Tambahkan baris {above} di atasnya.")
                return False
            simpul.tautan[name] = (kind, above)
        if model is Program:
            self._place_program(simpul, row.sel)
        elif model is Subkegiatan:
            self._place_subkegiatan(simpul)
            simpul.pagu = {
                year: (value, row.sel_pagu[year])
                for year, value in row.pagu.items()
                if value is None or isinstance(value, Decimal)
            }
        self._own_text(model, row.kode, "nama", row.nama, tabel.lembar)
        self.add(simpul)
        return True

    def _place_program(self, simpul: Simpul, sel: Sel) -> None:
        """Say which unit answers for a program (asked where nothing says it) and which sasaran it serves."""
        said = self._said(Program, simpul.kode)
        if said.get("unit"):
            simpul.nilai["unit_id"] = self.stored.units[said["unit"]].pk
        elif simpul.kode not in self.stored.rows[Program]:
            simpul.nilai["unit_id"] = self._ask_unit(simpul, sel)
        if "dasar_unit" in said:
            simpul.nilai["dasar_unit"] = said["dasar_unit"]
        if "sasaran" in said:
            simpul.tautan["sasaran"] = (Sasaran, said["sasaran"]) if said["sasaran"] else None
        elif simpul.kode not in self.stored.rows[Program]:
            reason = f"Sasaran yang dilayani {simpul.nama} tidak tertulis; dikosongkan dahulu."
            self._tell(simpul, reason, "Isi di lembar Program, kolom KODE SASARAN.")

    def _ask_unit(self, simpul: Simpul, sel: Sel) -> int | None:
        units = tuple(Pilihan(unit.kode, unit.nama) for unit in self.stored.units.values())
        answer = self.p.tanya(
            simpul.lembar,
            sel,
            f"Unit kerja mana yang bertanggung jawab atas {simpul.nama}?",
            "Pilih unitnya, atau isi lembar Program.",
            soal=f"unit {simpul.kode}",
            pilihan=units,
        )
        return self.stored.units[answer].pk if answer else None

    def _place_subkegiatan(self, simpul: Simpul) -> None:
        said = self._said(Subkegiatan, simpul.kode)
        if said.get("unit"):
            simpul.nilai["unit_id"] = self.stored.units[said["unit"]].pk
        else:
            simpul.bawaan["unit_id"] = self._unit_of_program(simpul.kode)

    def _unit_of_program(self, kode: str) -> int | None:
        """Return the unit of the program over a code, as the file states it, else as it is stored."""
        stated = self.simpul.get((Program, kode[:7]))
        if stated is not None and "unit_id" in stated.nilai:
            return stated.nilai["unit_id"]  # type: ignore[no-any-return]
        row = self.stored.rows[Program].get(kode[:7])
        return row.unit_id if row is not None else None

    def _add_outcomes(self, row: BarisKode) -> None:
        parent: Tautan = (row.model, row.kode)
        known = {kode: text for kode, text in self._texts(Hasil).items() if kode.partition("#")[0] == row.kode}
        wanted = [(self._told(Hasil, each), each.uraian) for each in row.hasil]
        for each, match in zip(row.hasil, pair(wanted, known), strict=True):
            kode = match.kode or self._code(Hasil, f"{row.kode}#", self._told(Hasil, each))
            simpul = self.add(Simpul(Hasil, kode, self.simpul[parent].lembar, each.sel, {"uraian": each.uraian}))
            simpul.tautan[NAMA_TAUTAN[row.model]] = parent
            simpul.bawaan["urutan"] = int(kode.rpartition("#")[2])
            self._own_text(Hasil, kode, "uraian", each.uraian, simpul.lembar)
            self.add_indicators((Hasil, kode), each.indikator)
        for kode, said in self._sheet(Hasil).items():
            if kode.partition("#")[0] == row.kode and (Hasil, kode) not in self.simpul:
                self._add_bare_outcome(parent, kode, said)

    def _add_bare_outcome(self, parent: Tautan, kode: str, row: BarisDatar) -> None:
        """Add a hasil without indicators, which Tabel 4.2 does not print; one with some was taken out of it."""
        told = any(each.nilai.get("induk") == kode for each in self._sheet(Indikator).values())
        if told or not row.nilai.get("uraian"):
            return
        simpul = self.add(Simpul(Hasil, kode, row.lembar, row.sel["kode"], {"uraian": row.nilai["uraian"]}))
        simpul.tautan[NAMA_TAUTAN[parent[0]]] = parent
        simpul.bawaan["urutan"] = int(kode.rpartition("#")[2] or 0)

    def _told(self, model: type[PlanRow], each: SelHasil | SelTujuan) -> str:
        """Return the code of a row of one kind that its first indicator with a code of its own tells, or ""."""
        kode = next((ind.kode_baris for ind in each.indikator if ind.kode_baris), "")
        parent = self._parent_of(kode) if kode else None
        return parent[1] if parent and parent[0] is model else ""

    def _code(self, model: type[PlanRow], prefix: str, told: str) -> str:
        """Return the code of a new row: the one the table tells, where it is free, else the next."""
        if told.startswith(prefix) and told not in self._used[model]:
            self._used[model].add(told)
            return told
        return next_code(prefix, self._used[model])

    # Indicators -------------------------------------------------------------------------------------------

    def _parent_of(self, kode: str) -> Tautan | None:
        """Return what an indicator measures, as the flat sheet or the stored plan says."""
        if induk := self._said(Indikator, kode).get("induk"):
            return self._kind_of(induk), induk
        row = self.stored.rows[Indikator].get(kode)
        if row is not None:
            return self.stored.parent(row)
        induk = kode.rpartition(".")[0]
        return (self._kind_of(induk), induk) if _KODE_INDUK.fullmatch(induk) else None

    def _kind_of(self, induk: str) -> type[PlanRow]:
        if "#" in induk:
            return Hasil
        for model in (BidangUrusan, Tujuan, Sasaran):
            if induk in self._sheet(model) or self.known(model, induk):
                return model
        return BidangUrusan if induk[:1].isdecimal() else Tujuan if induk.startswith("T") else Sasaran

    def add_indicators(self, parent: Tautan, cells: Sequence[SelIndikator], *, akhir: bool = False) -> None:
        """Add the indicators of one tujuan, sasaran or hasil."""
        stored = {row.kode: row.nama for row in self.stored.children(Indikator, parent)}
        told = sorted(
            (row for row in self._sheet(Indikator).values() if row.nilai.get("induk") == parent[1]),
            key=lambda row: (row.nilai.get("urutan") or 0, row.nilai["kode"]),
        )
        known = {row.nilai["kode"]: str(row.nilai.get("nama", "")) for row in told}
        known |= {kode: nama for kode, nama in stored.items() if kode not in known}
        matches = pair([(each.kode_baris, each.nama) for each in cells], known)
        for each, match in zip(cells, matches, strict=True):
            kode = match.kode
            if match.duga and not self._is_same(each, known[kode]):
                kode = ""
            kode = kode or self._code(Indikator, f"{parent[1]}.", each.kode_baris)
            self._add_indicator(parent, kode, each, akhir)

    def _is_same(self, each: SelIndikator, before: str) -> bool:
        """Whether another text in the same place is the same indicator reworded; asked where not alike."""
        if alike(each.nama, before):
            return True
        answer = self.p.tanya(
            each.lembar,
            each.sel,
            f"Di tempat ini tercatat indikator “{before}”.",
            "Pilih: namanya berubah (angka dan realisasinya ikut), atau ini indikator lain.",
            soal="ganti_nama",
            pilihan=(Pilihan("sama", "Indikator yang sama, namanya berubah"), Pilihan("baru", "Indikator baru")),
        )
        return answer == "sama"

    def _add_indicator(self, parent: Tautan, kode: str, each: SelIndikator, akhir: bool) -> None:
        if (twin := self.simpul.get((Indikator, kode))) is not None:
            reason = f"Kode baris {kode} sudah dipakai di {twin.sel.alamat}."
            self.p.catat(each.lembar, each.sel, reason, "Kosongkan kode baris indikator yang baru.")
            return
        simpul = self.add(
            Simpul(Indikator, kode, each.lembar, each.sel, {"nama": each.nama, "satuan": each.satuan})
        )
        simpul.tautan[NAMA_TAUTAN[parent[0]]] = parent
        simpul.baseline = each.baseline
        simpul.target = {(year, str(TAHUNAN)): sel for year, sel in each.target.items()}
        if akhir and each.akhir is not None:
            simpul.target[self.stored.renstra.tahun_akhir, str(AKHIR)] = each.akhir
        self._own_text(Indikator, kode, "nama", each.nama, each.lembar)
        self._own_text(Indikator, kode, "satuan", each.satuan, each.lembar)
        self._details(simpul, parent)

    def _details(self, simpul: Simpul, parent: Tautan) -> None:
        """Say how an indicator is read: by the flat sheet, else a new one by our rules, which is told."""
        said = self._said(Indikator, simpul.kode)
        known = simpul.kode in self.stored.rows[Indikator]
        simpul.bawaan = self._defaults(simpul, parent)
        for name in (
            "skala",
            "pembilang",
            "penyebut",
            "definisi",
            "rumus",
            "sumber_data",
            "tafsir",
        ):
            if name in said:
                simpul.nilai[name] = said[name]
        chosen = ("urutan", "polaritas", "rumus_negatif", "cara_isi", "frekuensi", *AKUMULASI, "iku", "ikk", "spm")
        simpul.nilai |= {name: said[name] for name in chosen if said.get(name) not in (None, "")}
        if said.get("penanggung_jawab"):
            simpul.nilai["penanggung_jawab_id"] = self.stored.units[said["penanggung_jawab"]].pk
        if not known and not said:
            self._tell_defaults(simpul)

    def _defaults(self, simpul: Simpul, parent: Tautan) -> dict[str, Any]:
        nama, satuan = simpul.nilai["nama"], simpul.nilai["satuan"]
        position = key(satuan).startswith(POSISI) or key(nama).startswith(POSISI)
        way = Akumulasi.POSISI_AKHIR if position else Akumulasi.JUMLAH
        texts = (each.nilai for each in simpul.target.values() if isinstance(each, Sel))
        ranged = any(isinstance(text, str) and split_range(text) for text in texts)
        siblings = sum(each.tautan.get(NAMA_TAUTAN[parent[0]]) == parent for each in self._indicators())
        stored = [row.urutan for row in self.stored.children(Indikator, parent)]
        return {
            "urutan": max(siblings, *(urutan + 1 for urutan in stored)) if stored else siblings,
            "polaritas": str(Polaritas.RENTANG if ranged else Polaritas.POSITIF),
            "cara_isi": str(CaraIsi.SD_TRIWULAN if position else CaraIsi.TRIWULAN),
            "frekuensi": str(Frekuensi.TRIWULANAN if parent[0] is Hasil else Frekuensi.TAHUNAN),
            "akumulasi_triwulan": str(way),
            "akumulasi_tahun": str(way),
            "penanggung_jawab_id": self._default_unit(parent),
        }

    def _indicators(self) -> Iterable[Simpul]:
        return (each for (model, _), each in self.simpul.items() if model is Indikator)

    def _default_unit(self, parent: Tautan) -> int | None:
        """Return who answers for an indicator unless it is said: the unit of its program, else Sekretariat."""
        if parent[0] is Hasil:
            kode = parent[1].partition("#")[0]
            sub = self.simpul.get((Subkegiatan, kode))
            own = {**sub.bawaan, **sub.nilai}.get("unit_id") if sub else None
            return own or self._unit_of_program(kode)
        offices = (unit for unit in self.stored.units.values() if unit.jenis == JenisUnit.SEKRETARIAT)
        return next((unit.pk for unit in offices), None)

    def _tell_defaults(self, simpul: Simpul) -> None:
        unit_id = simpul.bawaan["penanggung_jawab_id"]
        unit = next((unit.nama for unit in self.stored.units.values() if unit.pk == unit_id), "")
        labels = {
            name: str(dict(Indikator._meta.get_field(name).choices or ())[simpul.bawaan[name]]).lower()  # type: ignore[union-attr]
            for name in ("polaritas", "cara_isi", "frekuensi", "akumulasi_triwulan")
        }
        said = "; ".join(f"{name.replace('_', ' ')} {label}" for name, label in labels.items())
        self._tell(
            simpul,
            f"Cara membaca indikator ini tidak tertulis, jadi dipakai: {said}"
            f"{f'; penanggung jawab {unit}' if unit else ''}.",
            "Bila bukan itu, isi lembar Indikator.",
        )

    def add_details(self, *, lembar_4_2: str, lembar_3_1: str) -> None:
        """Add what only flat sheets say of rows the tables of the file do not print."""
        for model in (Tujuan, Sasaran):
            if not lembar_3_1:
                self._add_unprinted(model, "")
        for coded in (Program, Subkegiatan, Hasil):
            self._add_known(coded, lembar_4_2)
        for kode, row in self._sheet(Indikator).items():
            if (Indikator, kode) not in self.simpul:
                self._add_unprinted_indicator(kode, row, lembar_4_2=lembar_4_2, lembar_3_1=lembar_3_1)

    def _add_known(self, model: type[PlanRow], lembar: str) -> None:
        """Add the details of coded rows that are stored, where the file has no Tabel 4.2."""
        for kode, row in self._sheet(model).items():
            if (model, kode) in self.simpul:
                continue
            parent = self._coded(kode.partition("#")[0]) if model is Hasil and not lembar else None
            if parent is not None and kode not in self.stored.rows[Hasil]:
                self._add_bare_outcome(parent, kode, row)
                continue
            if lembar or kode not in self.stored.rows[model]:
                place = f"lembar {lembar}" if lembar else "Renstra ini"
                reason = f"{model._meta.verbose_name} {kode} tidak ada di {place}."
                remedy = "Tambahkan di sana, atau hapus baris ini." if lembar else "Masukkan Tabel 4.2 dahulu."
                self.p.catat(
                    row.lembar,
                    row.sel["kode"],
                    f"{reason[0].upper()}{reason[1:]}",
                    remedy,
                    tingkat=Tingkat.PERINGATAN if lembar else Tingkat.GALAT,
                )
                continue
            simpul = self.add(Simpul(model, kode, row.lembar, row.sel["kode"]))
            if model is Program:
                self._place_program(simpul, row.sel["kode"])
            elif model is Subkegiatan:
                self._place_subkegiatan(simpul)

    def _coded(self, kode: str) -> Tautan | None:
        """Return the stored row that a hasil may hang under, by its code."""
        models = (model for model in (Program, Kegiatan, Subkegiatan) if kode in self.stored.rows[model])
        return next(((model, kode) for model in models), None)

    def _add_unprinted_indicator(self, kode: str, row: BarisDatar, *, lembar_4_2: str, lembar_3_1: str) -> None:
        parent = self._parent_of(kode)
        if parent is None or not self.known(*parent):
            reason = f"Induk indikator {kode} tidak ada: “{row.nilai.get('induk', '')}”."
            self.p.catat(
                row.lembar, row.sel["kode"], reason, "Isi kode tujuan, sasaran, bidang urusan, atau hasilnya."
            )
            return
        table = {Hasil: lembar_4_2, BidangUrusan: ""}.get(parent[0], lembar_3_1)
        if table:
            self.p.catat(
                row.lembar,
                row.sel["kode"],
                f"Indikator {kode} tidak ada di lembar {table}; baris ini tidak dipakai.",
                "Tambahkan di sana, atau hapus baris ini.",
                tingkat=Tingkat.PERINGATAN,
            )
            return
        if parent[0] is not BidangUrusan and kode not in self.stored.rows[Indikator]:
            self.p.catat(row.lembar, row.sel["kode"], f"Indikator {kode} belum ada.", "Masukkan tabelnya dahulu.")
            return
        simpul = Simpul(Indikator, kode, row.lembar, row.sel["kode"])
        simpul.tautan[NAMA_TAUTAN[parent[0]]] = parent
        simpul.nilai |= {name: row.nilai[name] for name in ("nama", "satuan") if row.nilai.get(name)}
        if not {"nama", "satuan"} <= simpul.nilai.keys() and kode not in self.stored.rows[Indikator]:
            self.p.catat(row.lembar, row.sel["kode"], "Nama atau satuan indikator ini kosong.", "Isi keduanya.")
            return
        simpul.nilai = {"nama": "", "satuan": ""} | self._stored_texts(kode) | simpul.nilai
        if "baseline" in row.nilai and parent[0] is BidangUrusan:
            simpul.nilai["baseline"] = row.nilai["baseline"]
        self.add(simpul)
        self._details(simpul, parent)

    def _stored_texts(self, kode: str) -> dict[str, Any]:
        row = self.stored.rows[Indikator].get(kode)
        return {"nama": row.nama, "satuan": row.satuan} if row is not None else {}

    def add_other_targets(self) -> None:
        """Add the targets that no table prints; one that a table prints too is left to the table."""
        for (kode, tahun, jenis), row in self._sheet(Target).items():
            simpul = self.simpul.get((Indikator, kode))
            if simpul is None and kode in self.stored.rows[Indikator]:
                simpul = self.add(Simpul(Indikator, kode, row.lembar, row.sel["kode"]))
            if simpul is None:
                self.p.catat(row.lembar, row.sel["kode"], f"Indikator {kode} belum ada.", "Periksa kodenya.")
            elif (tahun, jenis) in simpul.target:
                self.p.catat(
                    row.lembar,
                    row.sel["kode"],
                    f"Target {tahun} indikator {kode} sudah ada di lembar {simpul.lembar}, dan itu yang dipakai.",
                    "Hapus baris ini.",
                    tingkat=Tingkat.PERINGATAN,
                )
            else:
                simpul.target[tahun, jenis] = Batas(row.nilai["nilai"], row.nilai.get("nilai_atas"))

    def tag(self, name: str, cells: Sequence[SelIndikator]) -> None:
        """Mark the indicators that a list of IKU or IKK names; one that is not found is told."""
        texts = {
            kode: each.nilai["nama"]
            for (model, kode), each in self.simpul.items()
            if model is Indikator and "nama" in each.nilai
        }
        for row in self.stored.rows[Indikator].values():
            texts.setdefault(row.kode, row.nama)
        for each in cells:
            kode = next((kode for kode, nama in texts.items() if sidik(nama) == sidik(each.nama)), "")
            if not kode:
                self.p.catat(
                    each.lembar,
                    each.sel,
                    f"Indikator ini tidak ada di Tabel 3.1 dan 4.2, jadi tidak ditandai {name.upper()}.",
                    "Samakan namanya, atau tambahkan di lembar Indikator.",
                    tingkat=Tingkat.PERINGATAN,
                )
                continue
            simpul = self.simpul.get((Indikator, kode)) or self.add(Simpul(Indikator, kode, each.lembar, each.sel))
            if self._said(Indikator, kode).get(name) is None:
                simpul.nilai[name] = True

    # Telling ----------------------------------------------------------------------------------------------

    def _tell(self, simpul: Simpul, alasan: str, saran: str) -> None:
        self.p.catat(simpul.lembar, simpul.sel, alasan, saran, tingkat=Tingkat.PERINGATAN)

    def _refuse(self, simpul: Simpul, alasan: str, saran: str) -> None:
        self.p.catat(simpul.lembar, simpul.sel, alasan, saran)

    def _own_text(self, model: type[PlanRow], kode: str, name: str, text: str, lembar: str) -> None:
        """Tell where a flat sheet says another text than the table, which rules."""
        row = self._sheet(model).get(kode)
        if row is not None and row.nilai.get(name) and sidik(row.nilai[name]) != sidik(text):
            self.p.catat(
                row.lembar,
                row.sel[name],
                f"Berbeda dengan lembar {lembar}, yang dipakai: “{text[:120]}”.",
                "Ubah di sana bila perlu.",
                tingkat=Tingkat.PERINGATAN,
            )


AKUMULASI = ("akumulasi_triwulan", "akumulasi_tahun")
