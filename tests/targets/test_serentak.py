"""Twenty people at once, each with a connection of their own: no error, nothing lost, conflicts told."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any, TypeVar

import pytest
from django.db import connection, connections

from renstra.lib.history import sign
from targets.choices import Aksi
from targets.models import Kelonggaran, LaporanTriwulan, PeristiwaLaporan, Realisasi
from targets.services.galat import BentrokError, LaporanError
from targets.services.kelonggaran import request_exception
from targets.services.laporan import take_step
from targets.services.realisasi import HasilIsian, Isian, cell_text, save_cells
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db(transaction=True)
PENULIS = 20
T = TypeVar("T")


@pytest.fixture
def panggung(transactional_db: None) -> Panggung:
    """The small agency with as many indicators as there are writers, committed."""
    stage = buat_panggung("serentak")
    for number in range(PENULIS):
        stage.add_indicator(f"N{number}", target=None)
    return stage


@pytest.fixture
def terpisah(panggung: Panggung, tmp_path: Path) -> Iterator[None]:
    """Let other threads work on a file as the product does: SQLite's memory is no measure of its locking.

    PostgreSQL is what it is. The file holds what the test's own connection had committed.
    """
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "serentak.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path)) as fresh:
        fresh.execute("PRAGMA journal_mode=WAL")  # as `migrate` leaves it: two threads cannot both make it so
    known = connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = str(path)
    yield
    connections.settings["default"]["NAME"] = known


def apart(*work: Callable[[], T]) -> list[T]:
    """Do each piece of work in a thread and a connection of its own, all starting at once."""
    start = Barrier(len(work))

    def do(piece: Callable[[], T]) -> T:
        try:
            start.wait(30)
            return piece()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [future.result(120) for future in [pool.submit(do, piece) for piece in work]]


def writer(panggung: Panggung, *isian: Isian) -> Callable[[], list[HasilIsian]]:
    def write() -> list[HasilIsian]:
        return save_cells(
            renstra=panggung.renstra,
            unit=panggung.unit,
            tahun=TAHUN,
            triwulan=1,
            isian=isian,
            user=panggung.orang["staf"],
            at=saat(6),
        )[1]

    return write


def test_twenty_writers_of_a_report_nobody_opened_yet_lose_nothing(panggung: Panggung, terpisah: None) -> None:
    work = [writer(panggung, Isian(panggung.baris(f"N{n}"), "nilai", str(n), "")) for n in range(PENULIS)]
    results = apart(*work)
    assert [result.status for (result,) in results] == ["tersimpan"] * PENULIS

    def read() -> tuple[dict[str, int], int, int]:
        rows = Realisasi.objects.filter(laporan__unit=panggung.unit)
        figures = {row.indikator.kode: int(row.nilai or 0) for row in rows.select_related("indikator")}
        reports = LaporanTriwulan.objects.filter(unit=panggung.unit).count()
        return figures, reports, Realisasi.history.filter(history_user=panggung.orang["staf"]).count()

    (found,) = apart(read)
    assert found == ({f"N{n}": n for n in range(PENULIS)}, 1, PENULIS)


def test_of_twenty_who_change_one_cell_one_is_stored_and_nineteen_are_told(
    panggung: Panggung, terpisah: None
) -> None:
    baris = panggung.baris("A")
    apart(writer(panggung, Isian(baris, "nilai", "500", "")))
    results = [
        r for (r,) in apart(*(writer(panggung, Isian(baris, "nilai", str(n), "500")) for n in range(PENULIS)))
    ]
    statuses = sorted(result.status for result in results)
    assert statuses == ["bentrok"] * (PENULIS - 1) + ["tersimpan"]
    winner = next(result.tampil for result in results if result.status == "tersimpan")
    assert {result.tampil for result in results} == {winner}  # those told are shown what is stored

    def read() -> list[int]:
        return [int(row.nilai) for row in Realisasi.history.filter(indikator=panggung.indikator["A"])]

    (history,) = apart(read)
    assert history == [int(winner), 500]


def test_people_on_different_cells_of_one_row_do_not_undo_each_other(panggung: Panggung, terpisah: None) -> None:
    """A row is saved whole: whoever saves must hold what the others saved just before."""
    typed = {
        "nilai": "20",
        "faktor_pendorong": "a",
        "faktor_penghambat": "b",
        "tindak_lanjut": "c",
        "keterangan": "d",
    }
    baris = panggung.baris("A")
    for text in ("", "1"):
        work = [writer(panggung, Isian(baris, kolom, teks + text)) for kolom, teks in typed.items()]
        assert {result.status for (result,) in apart(*work)} == {"tersimpan"}

    def read() -> dict[str, str]:
        row = Realisasi.objects.get(indikator=panggung.indikator["A"])
        return {kolom: cell_text(row, kolom) for kolom in typed}

    (kept,) = apart(read)
    assert kept == {kolom: teks + "1" for kolom, teks in typed.items()}


def test_of_two_who_take_one_step_at_once_one_is_told(panggung: Panggung, terpisah: None) -> None:
    def submit() -> LaporanTriwulan:
        laporan = LaporanTriwulan.objects.get(unit=panggung.unit)
        return take_step(laporan=laporan, aksi=Aksi.AJUKAN, user=panggung.orang["staf"], versi=1, at=saat(7))

    def review(name: str, aksi: Aksi) -> Callable[[], str]:
        def step() -> str:
            laporan = LaporanTriwulan.objects.get(unit=panggung.unit)
            try:
                take_step(
                    laporan=laporan,
                    aksi=aksi,
                    user=panggung.orang[name],
                    versi=2,
                    catatan="Periksa lagi.",
                    at=saat(8),
                )
            except BentrokError:
                return "bentrok"
            return aksi

        return step

    filled = [Isian(panggung.baris(kode), "nilai", "20", "") for kode in ("A", "B")]
    apart(writer(panggung, *filled, Isian(panggung.anggaran, "nilai", "1.000.000", "")))
    apart(submit)
    outcome = sorted(apart(review("pemeriksa", Aksi.VERIFIKASI), review("pemeriksa_2", Aksi.KEMBALIKAN)))
    assert outcome in (["bentrok", "kembalikan"], ["bentrok", "verifikasi"])

    def read() -> list[str]:
        return list(PeristiwaLaporan.objects.values_list("aksi", flat=True))

    (events,) = apart(read)
    assert events == ["ajukan", outcome[1]]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite knows one writer and locks no rows")
def test_of_two_who_ask_for_an_exception_at_once_one_is_told_of_the_other(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each waits for the other between looking and writing; only the row's lock keeps them from meeting there."""
    panggung.save(Isian(panggung.baris("A"), "nilai", "20"))
    laporan = LaporanTriwulan.objects.get(unit=panggung.unit)
    meeting = Barrier(2)

    def meet(*args: Any, **kwargs: Any) -> None:
        with suppress(BrokenBarrierError):
            meeting.wait(2)
        sign(*args, **kwargs)

    monkeypatch.setattr("targets.services.kelonggaran.sign", meet)

    def ask(name: str) -> Callable[[], str]:
        def request() -> str:
            user = panggung.orang[name]
            try:
                request_exception(laporan=laporan, alasan="Terlambat.", user=user, at=saat(17))
            except LaporanError as error:
                return str(error)
            return "diminta"

        return request

    answers = sorted(apart(ask("staf"), ask("rekan")))
    assert answers == ["Permintaan sebelumnya masih menunggu keputusan Sekretariat.", "diminta"]
    assert Kelonggaran.objects.count() == 1
