"""Brings in accounts and assignments of a perangkat daerah; never a password, never anything of a superuser."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from imports.importers.bacaan import Nip, Pilih, Rujukan, Tanggal, Teks, YaTidak
from imports.importers.datar import Baris, KolomData, PengimporDatar, SumberDaya
from imports.importers.organisasi import lock_agency, of_agency, require_admin
from imports.services.pengimpor import Perlu, Tujuan
from programs.choices import Peran
from programs.models import Pengguna, Penugasan, UnitKerja
from programs.signals import describe_assignment
from renstra.lib.importing import Aksi, Pemeriksaan, Perubahan
from renstra.lib.security_log import log_security
from renstra.lib.teks import plain_blanks

SEKOTA = (Peran.ADMIN, Peran.PEMBACA_KOTA)
"""Roles that read the whole city, or give roles to others: only a superuser gives them."""
PENGGUNA, PENUGASAN = Pengguna._meta.label_lower, Penugasan._meta.label_lower


class Batas:
    """What a person may do to accounts by import; each answer is why not, empty where they may.

    An account is named by its primary key; what stands for a new one (None, or a link to it) is refused nothing.
    """

    def __init__(self, tujuan: Tujuan) -> None:
        self.user = tujuan.user
        closed = Pengguna.objects.filter(Q(is_superuser=True) | Q(is_staff=True))
        self.tertutup = set(closed.order_by().values_list("pk", flat=True))
        elsewhere = Penugasan.objects.exclude(**of_agency(tujuan))
        self.lain = set(elsewhere.order_by().values_list("pengguna", flat=True))

    def account(self, pk: Any, *, aktif: bool | None = None) -> str:
        """Why an account cannot be changed; `aktif` is what it becomes, None where that stays."""
        if pk is None or isinstance(pk, dict):
            return ""
        if pk in self.tertutup:
            return "Akun ini mengelola data induk, sehingga tidak diubah lewat impor."
        if pk in self.lain and not self.user.is_superuser:
            return "Pengguna ini juga bertugas di perangkat daerah lain, sehingga hanya diubah pengelola sistem."
        if pk == self.user.pk and aktif is False:
            return "Akun Anda sendiri tidak dapat dinonaktifkan."
        return ""

    def role(self, pk: Any, peran: str) -> str:
        """Why an assignment of an account cannot be given, changed or taken back."""
        if pk == self.user.pk:
            return "Penugasan Anda sendiri tidak diubah lewat impor; mintalah admin lain."
        if peran in SEKOTA and not self.user.is_superuser:
            return f"Peran {Peran(peran).label} hanya diberikan dan diubah pengelola sistem."
        return self.account(pk)


class PenggunaSumber(SumberDaya):
    """Accounts. The name stands in one column and is kept whole in `first_name`, unless it is the same already."""

    lembar = "Pengguna"
    username = KolomData("username", "Nama pengguna", Teks(), sinonim=("Username",), lebar=28)
    nip = KolomData("nip", "NIP", Nip(wajib=False), lebar=22, petunjuk="18 angka, ditulis sebagai teks.")
    nama = KolomData("first_name", "Nama", Teks(wajib=False), sinonim=("Nama lengkap",), lebar=40)
    surel = KolomData("email", "Surel", Teks(wajib=False), sinonim=("Email", "E-mail"), lebar=30)
    aktif = KolomData("is_active", "Aktif", YaTidak(), lebar=9, petunjuk="kosong: tetap; akun baru aktif.")

    class Meta:
        model = Pengguna
        import_id_fields = ["username"]

    def tersimpan(self) -> QuerySet[Any]:
        return Pengguna.objects.all()

    def ditampilkan(self) -> QuerySet[Any]:
        return accounts_of(self.tujuan)

    def tampil(self, name: str, row: Any) -> Any:
        return row.get_full_name() if name == "nama" else super().tampil(name, row)

    def nilai_baru(self) -> dict[str, Any]:
        """Return what a new account holds besides: no password that opens it, until an admin gives a first one."""
        return {"password": UNUSABLE_PASSWORD_PREFIX, "wajib_ganti_sandi": True}

    def selaraskan(self, baris: Baris) -> None:
        said, row = baris.nilai, baris.lama
        if "first_name" not in said:
            return
        said["last_name"] = ""
        if row is not None and plain_blanks(row.get_full_name()) == said["first_name"]:
            said |= {"first_name": row.first_name, "last_name": row.last_name}

    def periksa(self, p: Pemeriksaan, lembar: Any) -> None:
        self.batas = Batas(self.tujuan)
        super().periksa(p, lembar)

    def periksa_baris(self, p: Pemeriksaan, baris: Baris) -> bool:
        if baris.lama is None and not baris.nilai.get("first_name"):
            return not refuse(p, baris, "nama", "Nama pengguna baru kosong.", "Isi nama lengkapnya.")
        pk = baris.lama.pk if baris.lama else None
        return not refuse(p, baris, "username", self.batas.account(pk, aktif=baris.nilai.get("is_active")))


class PenugasanSumber(SumberDaya):
    """Roles in the agency. Of a stored one only the end changes: another role, unit or begin is another row."""

    lembar = "Penugasan"
    pengguna = KolomData(
        "pengguna", "Nama pengguna", Rujukan(Pengguna, "username"), sinonim=("Pengguna", "Username"), lebar=28
    )
    unit = KolomData(
        "unit",
        "Unit kerja",
        Rujukan(UnitKerja, dalam="perangkat_daerah_id", wajib=False),
        sinonim=("Unit",),
        lebar=28,
        petunjuk="kode unit; wajib bagi staf, kosong bagi yang lain.",
    )
    peran = KolomData("peran", "Peran", Pilih(Peran), lebar=34)
    mulai = KolomData("mulai", "Mulai", Tanggal(), lebar=14)
    selesai = KolomData("selesai", "Selesai", Tanggal(wajib=False), lebar=14)

    class Meta:
        model = Penugasan
        import_id_fields = ["pengguna", "unit", "peran", "mulai"]

    def lingkup(self) -> dict[str, Any]:
        return of_agency(self.tujuan)

    def ditampilkan(self) -> QuerySet[Any]:
        return self.tersimpan().filter(pengguna__in=accounts_of(self.tujuan))

    def periksa(self, p: Pemeriksaan, lembar: Any) -> None:
        self.batas = Batas(self.tujuan)
        super().periksa(p, lembar)

    def periksa_baris(self, p: Pemeriksaan, baris: Baris) -> bool:
        said = baris.nilai
        if said["peran"] == Peran.STAF and said["unit_id"] is None:
            return not refuse(p, baris, "unit", "Staf harus ditugaskan pada satu unit kerja.", "Isi unitnya.")
        return not refuse(p, baris, "pengguna", self.batas.role(said["pengguna_id"], said["peran"]))


def refuse(
    p: Pemeriksaan, baris: Baris, name: str, why: str, saran: str = "Kembalikan barisnya, atau hapus."
) -> bool:
    """Note why a row cannot come in; False where there is no reason."""
    if why:
        p.catat(baris.lembar.nama, baris.sel(name), why, saran)
    return bool(why)


def accounts_of(tujuan: Tujuan) -> QuerySet[Pengguna]:
    """Return the accounts that have, or had, work in the agency, without those that keep the master data."""
    held = Penugasan.objects.filter(**of_agency(tujuan))
    found = Pengguna.objects.filter(pk__in=held.order_by().values("pengguna"))
    return found.exclude(Q(is_superuser=True) | Q(is_staff=True))


class PenggunaPengimpor(PengimporDatar):
    kode = "pengguna"
    judul = "Pengguna dan penugasan"
    keterangan = "Akun pengguna satu perangkat daerah beserta perannya. Kata sandi tidak pernah lewat berkas."
    perlu = (Perlu.PERANGKAT_DAERAH,)
    sumber = (PenggunaSumber, PenugasanSumber)
    petunjuk = (
        "Kata sandi tidak diisi di sini. Akun baru belum dapat masuk sampai admin memberinya kata sandi pertama "
        "pada Data induk, Pengguna; pemiliknya wajib menggantinya saat masuk pertama kali.",
        "Penugasan diakhiri dengan mengisi Selesai; peran atau unit lain ditulis sebagai baris baru.",
        "Akun pengelola data induk tidak ada di sini dan tidak diubah lewat impor.",
    )

    def izinkan(self, tujuan: Tujuan) -> None:
        require_admin(tujuan)

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        """Lock the accounts the changes touch and ask once more what may be done to each."""
        lock_agency(tujuan)
        touched = list(_touched(perubahan))
        keys = [pk for pk, _, _ in touched if isinstance(pk, int)]
        list(Pengguna.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        limits = Batas(tujuan)
        for pk, peran, change in touched:
            closes = change.aksi == Aksi.BUAT or "is_active" in change.sesudah  # or its making is undone
            why = limits.role(pk, peran) if peran else limits.account(pk, aktif=False if closes else None)
            if why:
                raise PermissionDenied(f"{change.nama}: {why}")

    def selesai(self, tujuan: Tujuan, perubahan: Sequence[Perubahan], *, urung: bool) -> None:
        """Tell the security log of each account and assignment as changes in Data induk do."""
        names = Pengguna.objects.in_bulk([each.pk for each in perubahan if each.model == PENGGUNA])
        rows = Penugasan.objects.select_related("pengguna", "perangkat_daerah", "unit")
        assignments = rows.in_bulk([each.pk for each in perubahan if each.model == PENUGASAN])
        for change in perubahan:
            pk = change.pk or 0
            if change.model == PENGGUNA:
                name = change.sesudah.get("username") or names[pk].username
                step = {Aksi.BUAT: "akun-dihapus" if urung else "akun-dibuat"}.get(change.aksi, "akun-diubah")
                log_security(step, user=tujuan.user, akun=name, kolom=sorted(change.sesudah))
            elif change.aksi == Aksi.BUAT and urung:
                log_security("penugasan-dihapus", user=tujuan.user, lama=_gone(change, perubahan), baru=None)
            else:
                _log_assignment(tujuan.user, change, assignments[pk], urung=urung)


def _gone(change: Perubahan, changes: Sequence[Perubahan]) -> dict[str, str]:
    """Return an assignment that was taken back, perhaps with its account, as the security log states it."""
    said = dict(change.sesudah)
    link = said.pop("pengguna_id")
    if isinstance(link, dict):
        made = next(each for each in changes if each.kunci == link["baru"])
        account = Pengguna(username=made.sesudah["username"])
    else:
        account = Pengguna.objects.get(pk=link)
    return describe_assignment(Penugasan(pengguna=account, **said))


def _touched(changes: Iterable[Perubahan]) -> Iterator[tuple[Any, str, Perubahan]]:
    """Yield the account a change is about (a link or None: a new one), and the role where it is an assignment."""
    changes = list(changes)
    held = Penugasan.objects.in_bulk([each.pk for each in changes if each.model == PENUGASAN and each.pk])
    for change in changes:
        if change.model == PENGGUNA:
            yield change.pk, "", change
        elif row := held.get(change.pk or 0):
            yield row.pengguna_id, row.peran, change
        elif change.aksi == Aksi.BUAT:
            yield change.sesudah["pengguna_id"], change.sesudah["peran"], change


def _log_assignment(user: Pengguna, change: Perubahan, row: Penugasan, *, urung: bool) -> None:
    now = describe_assignment(row)
    if change.aksi == Aksi.BUAT:
        log_security("penugasan-dibuat", user=user, lama=None, baru=now)
        return
    before = change.sesudah if urung else change.sebelum
    old = now | {name: str(value or "") for name, value in before.items()}
    log_security("penugasan-diubah", user=user, lama=old, baru=now)
