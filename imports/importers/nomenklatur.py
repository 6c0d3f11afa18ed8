"""Brings in the official nomenclature: codes and names of a version, and what old codes became in a newer one."""

import re
from typing import Any

from imports.importers.bacaan import Bulat, Kode, Teks
from imports.importers.datar import Baris, KolomData, PengimporDatar, SumberDaya
from imports.importers.organisasi import require_superuser
from imports.services.pengimpor import Tujuan
from programs.models import Nomenklatur, PadananKode
from renstra.lib.importing import Aksi, Pemeriksaan, Tingkat

POLA = re.compile(r"[\dX](\.(\d{2}|XX)(\.\d{2}(\.[12]\.\d{2}(\.\d{4})?)?)?)?")
"""A code of any level; X and X.XX stand for every urusan and bidang urusan."""
TAHUN = (1950, 2100)


class NomenklaturSumber(SumberDaya):
    lembar = "Nomenklatur"
    versi = KolomData("versi", "Versi", Teks(), lebar=34, petunjuk="nama keputusannya, selalu ditulis sama.")
    kode = KolomData("kode", "Kode", Kode(pola=POLA), lebar=20)
    nama = KolomData("nama", "Nama", Teks(), sinonim=("Nomenklatur", "Uraian"), lebar=80)
    berlaku_dari = KolomData("berlaku_dari", "Berlaku dari tahun", Bulat(*TAHUN), sinonim=("Berlaku dari",))
    berlaku_sampai = KolomData(
        "berlaku_sampai", "Berlaku sampai tahun", Bulat(*TAHUN, wajib=False), sinonim=("Berlaku sampai",)
    )

    class Meta:
        model = Nomenklatur
        import_id_fields = ["versi", "kode"]

    def periksa_baris(self, p: Pemeriksaan, baris: Baris) -> bool:
        until = baris.nilai.get("berlaku_sampai")
        if until is None or until >= baris.nilai["berlaku_dari"]:
            return True
        sentence = "Tahun berakhirnya sebelum tahun mulai berlakunya."
        p.catat(baris.lembar.nama, baris.sel("berlaku_sampai"), sentence, "Periksa kedua tahunnya.")
        return False


class PadananSumber(SumberDaya):
    """Old code > new code; a row is all of its key, so one is only ever added."""

    lembar = "Padanan kode"
    versi_lama = KolomData("versi_lama", "Versi lama", Teks(), lebar=34)
    kode_lama = KolomData("kode_lama", "Kode lama", Kode(pola=POLA), lebar=20)
    versi_baru = KolomData("versi_baru", "Versi baru", Teks(), lebar=34)
    kode_baru = KolomData(
        "kode_baru", "Kode baru", Kode(pola=POLA, wajib=False), lebar=20, petunjuk="kosong: tidak dipakai lagi."
    )

    class Meta:
        model = PadananKode
        import_id_fields = ["versi_lama", "kode_lama", "versi_baru", "kode_baru"]

    def periksa(self, p: Pemeriksaan, lembar: Any) -> None:
        self.versi = set(Nomenklatur.objects.order_by().values_list("versi", flat=True).distinct())
        self.kode = set(Nomenklatur.objects.order_by().values_list("versi", "kode"))
        for change in p.perubahan:
            if change.aksi == Aksi.BUAT and change.model == Nomenklatur._meta.label_lower:
                self.versi.add(change.sesudah["versi"])
                self.kode.add((change.sesudah["versi"], change.sesudah["kode"]))
        super().periksa(p, lembar)

    def periksa_baris(self, p: Pemeriksaan, baris: Baris) -> bool:
        said, sheet = baris.nilai, baris.lembar.nama
        if said["versi_lama"] == said["versi_baru"]:
            sentence = "Versi lama dan versi baru sama."
            p.catat(sheet, baris.sel("versi_baru"), sentence, "Tulis versi yang menggantikannya.")
            return False
        for side in ("lama", "baru"):
            versi, kode = said[f"versi_{side}"], said[f"kode_{side}"]
            if kode and versi in self.versi and (versi, kode) not in self.kode:
                sentence = f"Kode {kode} tidak ada dalam nomenklatur versi “{versi}”."
                p.catat(sheet, baris.sel(f"kode_{side}"), sentence, "Periksa kodenya.", tingkat=Tingkat.PERINGATAN)
        return True


class NomenklaturPengimpor(PengimporDatar):
    kode = "nomenklatur"
    judul = "Nomenklatur dan padanan kode"
    keterangan = "Kode dan nama resmi tiap versi, dan kode lama menjadi kode baru; dipakai semua perangkat daerah."
    sumber = (NomenklaturSumber, PadananSumber)
    gladi = False  # a version has thousands of codes, and every rule of a row is checked above
    petunjuk = (
        "Satu kode lama boleh menjadi beberapa kode baru: tulis satu baris untuk tiap kode baru.",
        "Padanan yang keliru dihapus lewat Data induk, Padanan kode.",
        "Kode yang sama di semua bidang urusan ditulis seperti aslinya, misalnya X.XX.01.2.01.",
    )

    def izinkan(self, tujuan: Tujuan) -> None:
        require_superuser(tujuan)
