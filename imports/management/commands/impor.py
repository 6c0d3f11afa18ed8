from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from imports.choices import StatusImpor
from imports.forms import LENGKAP, TujuanForm
from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from imports.services.impor import apply, check, keep_file
from imports.services.pengimpor import Pengimpor, Perlu, Tujuan
from imports.services.tempat import place_of
from programs.models import Pengguna
from renstra.lib.errors import RenstraError
from renstra.lib.importing import Temuan


class Command(BaseCommand):
    help = "Memeriksa satu berkas impor sebagai seorang pengguna; dengan --terapkan juga menerapkannya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kode", help=f"jenis impor: {', '.join(PENGIMPOR) or 'belum ada'}")
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--pengguna", required=True, help="nama akun yang bertanggung jawab")
        parser.add_argument("--perangkat-daerah", help="kode perangkat daerah")
        parser.add_argument("--renstra", help="kode Renstra")
        parser.add_argument("--dokumen", help="nomor dokumen, atau misalnya renja-2026 dan renja-2026-1")
        parser.add_argument("--tahun", type=int)
        parser.add_argument("--triwulan", type=int, choices=range(1, 5))
        parser.add_argument(
            "--isian", action="append", default=[], metavar="NAMA=NILAI", help="pilihan lain jenis ini"
        )
        parser.add_argument(
            "--jawab",
            action="append",
            default=[],
            metavar="SOAL=JAWABAN",
            help="jawaban untuk semua sel satu soal, misalnya ribuan=desimal",
        )
        parser.add_argument("--terapkan", action="store_true", help="terapkan bila tidak ada kesalahan")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kode"] not in PENGIMPOR:
            raise CommandError(f"Jenis impor {options['kode']} tidak ada; yang ada: {', '.join(PENGIMPOR)}.")
        pengimpor = PENGIMPOR[options["kode"]]
        user = Pengguna.objects.filter(username=options["pengguna"]).first()
        if user is None:
            raise CommandError(f"Akun {options['pengguna']} tidak ada.")
        try:
            impor = self.checked(pengimpor, chosen(pengimpor, user, options), options)
            self.tell(impor)
            if options["terapkan"] and impor.status == StatusImpor.SIAP:
                impor = apply(impor=impor, pengimpor=pengimpor, user=user)
                self.stdout.write(f"Diterapkan sebagai impor {impor.pk}.")
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        except RenstraError as error:
            raise CommandError("\n".join([str(error), *getattr(error, "rincian", ())])) from error
        if impor.status not in (StatusImpor.SIAP, StatusImpor.SAMA, StatusImpor.DITERAPKAN):
            raise CommandError(impor.galat or f"{impor.get_status_display()}; tidak ada yang ditulis.")

    def checked(self, pengimpor: Pengimpor, tujuan: Tujuan, options: dict[str, Any]) -> Impor:
        path: Path = options["berkas"]
        try:
            stream = path.open("rb")
        except OSError as error:
            raise CommandError(f"Berkas {path} tidak terbaca: {error.strerror}.") from error
        with stream:
            impor = keep_file(pengimpor=pengimpor, tujuan=tujuan, berkas=File(stream, name=path.name))
        impor.jawaban = {f"soal:{name}": value for name, value in pairs(options["jawab"])}
        return check(impor, pengimpor)

    def tell(self, impor: Impor) -> None:
        for each in impor.findings():
            self.stdout.write(line_of(each))
        self.stdout.write(
            f"{impor.banyak_baris} baris: {impor.banyak_buat} dibuat, {impor.banyak_ubah} diubah, "
            f"{impor.banyak_hapus} dihapus, {impor.banyak_sama} sama; {impor.banyak_galat} kesalahan, "
            f"{impor.banyak_tanya} pertanyaan, {impor.banyak_peringatan} peringatan. {impor.get_status_display()}."
        )


def line_of(each: Temuan) -> str:
    answers = f" ({each.soal}: {', '.join(answer.kode for answer in each.pilihan)})" if each.pilihan else ""
    return f"{each.tingkat}: {each.tempat}: {each.alasan} {each.saran}{answers}"


def pairs(texts: list[str]) -> list[tuple[str, str]]:
    """Return NAME=VALUE arguments as pairs."""
    found = [(name, value) for name, equals, value in (text.partition("=") for text in texts) if equals]
    if len(found) < len(texts):
        raise CommandError("Tulis --isian dan --jawab sebagai NAMA=NILAI.")
    return found


def chosen(pengimpor: Pengimpor, user: Pengguna, options: dict[str, Any]) -> Tujuan:
    """Return where the file goes: judged by the form of the page, as the person whose account is named."""
    form = TujuanForm(pengimpor=pengimpor, user=user)
    data = QueryDict(mutable=True)
    data.update({name: str(options[name]) for name in ("tahun", "triwulan") if options[name]})
    data.update(dict(pairs(options["isian"])) | {LENGKAP: "1"})
    place = place_of(pengimpor)
    if place and options[place]:
        data[place] = str(found_place(form, place, options[place]))
    form = TujuanForm(data, pengimpor=pengimpor, user=user)
    if form.is_impossible:
        raise CommandError(f"Akun {user} tidak berhak mengimpor {pengimpor.judul} di mana pun.")
    if not form.is_complete:
        wrong = [f"--{name.replace('_', '-')}: {' '.join(map(str, each))}" for name, each in form.errors.items()]
        raise CommandError("Tujuan impor belum lengkap. " + " ".join(wrong))
    return form.tujuan()


def found_place(form: TujuanForm, place: Perlu, asked: str) -> int:
    """Return the key of the place that is named; raises `CommandError` naming those there are."""
    names = {pk: names_of(place, row) for pk, row in form.tempat.items()}
    for pk, known in names.items():
        if asked in known:
            return pk
    offered = ", ".join(sorted(known[0] for known in names.values())) or "tidak ada"
    raise CommandError(f"--{place.replace('_', '-')} {asked} tidak ada bagi akun ini; yang ada: {offered}.")


def names_of(place: Perlu, row: Any) -> list[str]:
    if place != Perlu.DOKUMEN:
        return [row.kode]
    name = f"{row.jenis}-{row.tahun}" + (f"-{row.perubahan_ke}" if row.perubahan_ke else "")
    return [f"{name}-{row.unit.kode}" if row.unit else name, str(row.pk)]
