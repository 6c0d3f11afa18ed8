"""Who is answered what: every address of the site but the admin's, by role and by state of the report.

Written from design section 6, read by `test_permission_matrix.py`. One line answers one method of one address:

- `langkah:ajukan` is the address `langkah` with its last part `ajukan`; `@sekretariat` is the report of the
  Sekretariat itself, which the Kepala Dinas reviews.
- keadaan: the states of the report, `*` for all six, `-` where the address is not about a report.
- staf belongs to the unit of the address, staf_lain to another bidang of the same perangkat daerah; admin is a
  superuser too; asing is staf, Sekretariat and Kepala Dinas of another perangkat daerah at once; tanpa is a person
  whose assignment to the unit ended yesterday.

A method without a line is answered 405, and 302 to an anonymous person unless the address is public.
"""

PUBLIC = {"masuk", "masuk-kode", "kesehatan", "security-txt", "verifikasi", "verifikasi-edisi"} | {
    "data",
    "data-paket",
    "data-isi",
    "data-edisi",
}
"""What answers without an account."""

WRITING_GETS = {"bukti": "targets_pembukaanbukti"}
"""The one GET that leaves a row: each opening of evidence is noted."""

MATRIX = """
alamat                       metode keadaan       anonim staf staf_lain sekretariat kepala admin pembaca asing tanpa

masuk                        GET    -                200  302       302         302    302   302     302   302   302
masuk                        POST   -                200  302       302         302    302   302     302   302   302
masuk-kode                   GET    -                302  302       302         302    302   302     302   302   302
masuk-kode                   POST   -                302  302       302         302    302   302     302   302   302
kesehatan                    GET    -                200  200       200         200    200   200     200   200   200
security-txt                 GET    -                200  200       200         200    200   200     200   200   200

bantuan                      GET    -                302  200       200         200    200   200     200   200   200
halaman-bantuan              GET    -                302  200       200         200    200   200     200   200   200

keluar                       POST   -                302  302       302         302    302   302     302   302   302
akun                         GET    -                302  200       200         200    200   200     200   200   200
sesi                         GET    -                302  200       200         200    200   200     200   200   200
keluar-lain                  POST   -                302  302       302         302    302   302     302   302   302
ganti-sandi                  GET    -                302  200       200         200    200   200     200   200   200
ganti-sandi                  POST   -                302  200       200         200    200   200     200   200   200
keamanan                     GET    -                302  200       200         200    200   200     200   200   200
totp-mulai                   POST   -                302  302       302         302    302   302     302   302   302
totp-pasang                  POST   -                302  200       200         200    200   200     200   200   200
kode-cadangan                POST   -                302  200       200         200    200   200     200   200   200
totp-lepas                   POST   -                302  200       200         200    200   200     200   200   200

beranda                      GET    -                302  200       200         200    200   200     200   200   404
unduh-ringkasan              GET    -                302  200       200         200    200   200     200   200   404
kota                         GET    -                302  200       200         200    200   200     200   200   404
data                         GET    -                404  404       404         404    404   404     404   404   404
data-paket                   GET    -                404  404       404         404    404   404     404   404   404
data-isi                     GET    -                404  404       404         404    404   404     404   404   404
data-edisi                   GET    -                404  404       404         404    404   404     404   404   404
anggaran                     GET    -                302  200       200         200    200   200     200   200   404
pohon                        GET    -                302  200       200         200    200   200     200   200   404
daftar-indikator             GET    -                302  200       200         200    200   200     200   200   404
indikator                    GET    -                302  200       200         200    200   200     200   404   404
tabel                        GET    -                302  200       200         200    200   200     200   200   404
unduh                        GET    -                302  200       200         200    200   200     200   200   404
katalog                      GET    -                302  200       200         200    200   200     200   200   404
unduh-semua:pk               POST   -                302  302       302         302    302   302     302   302   404
unduh-semua:keliru           POST   -                302  404       404         404    404   404     404   404   404
daftar-pekerjaan             GET    -                302  200       200         200    200   200     200   200   200
pekerjaan                    GET    -                302  200       404         404    404   404     404   404   404
batal-pekerjaan              POST   -                302  302       404         404    404   404     404   404   404
hasil-pekerjaan              GET    -                302  404       404         404    404   404     404   404   404
laporan-berkala              GET    -                302  200       200         200    200   200     200   200   404
unduh-lkj-docx               GET    -                302  200       200         200    200   200     200   200   404
unduh-laporan                GET    -                302  200       200         200    200   200     200   200   404
terbitkan                    GET    -                302  403       403         200    200   403     403   200   404
terbitkan                    POST   -                302  403       403         302    302   403     403   302   404
daftar-edisi                 GET    -                302  200       200         200    200   200     200   200   404
edisi                        GET    -                302  200       200         200    200   200     200   404   404
unduh-edisi                  GET    -                302  200       200         200    200   200     200   404   404
verifikasi                   GET    -                200  200       200         200    200   200     200   200   200
verifikasi                   POST   -                200  200       200         200    200   200     200   200   200
verifikasi-edisi             GET    -                200  200       200         200    200   200     200   200   200
verifikasi-edisi             POST   -                200  200       200         200    200   200     200   200   200
pemeriksaan                  GET    -                302  200       200         200    200   200     200   200   404

daftar-impor                 GET    -                302  200       200         200    200   200     200   200   200
unggah-impor                 GET    -                302  403       403         200    403   403     403   200   403
unggah-impor                 POST   -                302  403       403         302    403   403     403   302   403
templat-impor                GET    -                302  403       403         200    403   403     403   200   403
impor                        GET    -                302  404       404         200    200   200     404   404   404
jawab-impor                  POST   -                302  404       404         302    403   403     404   404   404
terapkan-impor               POST   -                302  404       404         302    403   403     404   404   404
batal-impor                  POST   -                302  404       404         302    403   403     404   404   404
urungkan-impor               GET    -                302  404       404         200    403   403     404   404   404
urungkan-impor               POST   -                302  404       404         302    403   403     404   404   404
berkas-impor                 GET    -                302  404       404         200    200   200     404   404   404
catatan-impor                GET    -                302  404       404         200    200   200     404   404   404

triwulan                     GET    *                302  200       200         200    200   200     200   200   200
cari                         GET    -                302  200       200         200    200   200     200   200   200
pemberitahuan                GET    -                302  200       200         200    200   200     200   200   200
baca-semua                   POST   -                302  302       302         302    302   302     302   302   302
buka-pemberitahuan           POST   -                302  302       404         404    404   404     404   404   404

papan-kini                   GET    -                302  302       302         302    302   302     302   302   404
papan                        GET    *                302  200       200         200    200   200     200   404   404
langkah-banyak:verifikasi    POST   absen            302  403       403         409    409   403     403   404   404
langkah-banyak:verifikasi    POST   draf..dikunci    302  403       403         200    200   403     403   404   404
langkah-banyak:kembalikan    POST   absen            302  403       403         409    409   403     403   404   404
langkah-banyak:kembalikan    POST   draf..dikunci    302  403       403         200    200   403     403   404   404
langkah-banyak:kunci         POST   absen            302  403       403         409    409   403     403   404   404
langkah-banyak:kunci         POST   draf..dikunci    302  403       403         200    200   403     403   404   404
langkah-banyak:ajukan        POST   *                302  404       404         404    404   404     404   404   404
siapkan-tahun                GET    -                302  403       403         200    403   403     403   404   404
siapkan-tahun                POST   -                302  403       403         302    403   403     403   404   404
renaksi                      GET    *                302  200       404         200    404   404     404   404   404
renaksi                      POST   -                302  302       403         302    403   403     403   404   404
tetapkan-renaksi             POST   -                302  403       403         409    403   403     403   404   404
ubah-renaksi                 POST   -                302  403       403         409    403   403     403   404   404
serah-terima                 GET    -                302  403       403         200    403   200     403   404   404
serah-terima                 POST   -                302  403       403         302    403   302     403   404   404

laporan                      GET    *                302  200       200         200    200   200     200   404   404
baris                        GET    *                302  200       200         200    200   200     200   404   404
isi                          GET    *                302  200       404         404    404   404     404   404   404
isi                          POST   absen            302  302       403         403    403   403     403   404   404
isi                          POST   draf             302  302       403         403    403   403     403   404   404
isi                          POST   diajukan         302  409       403         403    403   403     403   404   404
isi                          POST   dikembalikan     302  302       403         403    403   403     403   404   404
isi                          POST   diverifikasi     302  409       403         403    403   403     403   404   404
isi                          POST   dikunci          302  409       403         403    403   403     403   404   404
simpan-sel                   POST   absen            302  200       403         403    403   403     403   404   404
simpan-sel                   POST   draf             302  200       403         403    403   403     403   404   404
simpan-sel                   POST   diajukan         302  409       403         403    403   403     403   404   404
simpan-sel                   POST   dikembalikan     302  200       403         403    403   403     403   404   404
simpan-sel                   POST   diverifikasi     302  409       403         403    403   403     403   404   404
simpan-sel                   POST   dikunci          302  409       403         403    403   403     403   404   404
lampirkan                    POST   absen            302  302       403         403    403   403     403   404   404
lampirkan                    POST   draf             302  302       403         403    403   403     403   404   404
lampirkan                    POST   diajukan         302  409       403         403    403   403     403   404   404
lampirkan                    POST   dikembalikan     302  302       403         403    403   403     403   404   404
lampirkan                    POST   diverifikasi     302  409       403         403    403   403     403   404   404
lampirkan                    POST   dikunci          302  409       403         403    403   403     403   404   404
bukti                        GET    absen            302  404       404         404    404   404     404   404   404
bukti                        GET    draf..dikunci    302  200       403         200    200   403     403   404   404
lepas-bukti                  POST   absen            302  404       403         403    403   403     403   404   404
lepas-bukti                  POST   draf             302  302       403         403    403   403     403   404   404
lepas-bukti                  POST   diajukan         302  409       403         403    403   403     403   404   404
lepas-bukti                  POST   dikembalikan     302  302       403         403    403   403     403   404   404
lepas-bukti                  POST   diverifikasi     302  409       403         403    403   403     403   404   404
lepas-bukti                  POST   dikunci          302  409       403         403    403   403     403   404   404

langkah:ajukan               POST   absen            302  409       403         403    403   403     403   404   404
langkah:ajukan               POST   draf             302  302       403         403    403   403     403   404   404
langkah:ajukan               POST   diajukan         302  409       403         403    403   403     403   404   404
langkah:ajukan               POST   dikembalikan     302  302       403         403    403   403     403   404   404
langkah:ajukan               POST   diverifikasi     302  409       403         403    403   403     403   404   404
langkah:ajukan               POST   dikunci          302  409       403         403    403   403     403   404   404
langkah:tarik                POST   absen            302  409       403         403    403   403     403   404   404
langkah:tarik                POST   draf             302  409       403         403    403   403     403   404   404
langkah:tarik                POST   diajukan         302  302       403         403    403   403     403   404   404
langkah:tarik                POST   dikembalikan     302  409       403         403    403   403     403   404   404
langkah:tarik                POST   diverifikasi     302  409       403         403    403   403     403   404   404
langkah:tarik                POST   dikunci          302  409       403         403    403   403     403   404   404
langkah:kembalikan           POST   absen            302  403       403         409    409   403     403   404   404
langkah:kembalikan           POST   draf             302  403       403         409    409   403     403   404   404
langkah:kembalikan           POST   diajukan         302  403       403         302    302   403     403   404   404
langkah:kembalikan           POST   dikembalikan     302  403       403         409    409   403     403   404   404
langkah:kembalikan           POST   diverifikasi     302  403       403         302    302   403     403   404   404
langkah:kembalikan           POST   dikunci          302  403       403         409    409   403     403   404   404
langkah:verifikasi           POST   absen            302  403       403         409    403   403     403   404   404
langkah:verifikasi           POST   draf             302  403       403         409    403   403     403   404   404
langkah:verifikasi           POST   diajukan         302  403       403         302    403   403     403   404   404
langkah:verifikasi           POST   dikembalikan     302  403       403         409    403   403     403   404   404
langkah:verifikasi           POST   diverifikasi     302  403       403         409    403   403     403   404   404
langkah:verifikasi           POST   dikunci          302  403       403         409    403   403     403   404   404
langkah:verifikasi@sekretariat POST absen            302  403       403         409    409   403     403   404   404
langkah:verifikasi@sekretariat POST draf             302  403       403         409    409   403     403   404   404
langkah:verifikasi@sekretariat POST diajukan         302  403       403         302    302   403     403   404   404
langkah:verifikasi@sekretariat POST dikembalikan     302  403       403         409    409   403     403   404   404
langkah:verifikasi@sekretariat POST diverifikasi     302  403       403         409    409   403     403   404   404
langkah:verifikasi@sekretariat POST dikunci          302  403       403         409    409   403     403   404   404
langkah:kunci                POST   absen            302  403       403         403    409   403     403   404   404
langkah:kunci                POST   draf             302  403       403         403    409   403     403   404   404
langkah:kunci                POST   diajukan         302  403       403         403    409   403     403   404   404
langkah:kunci                POST   dikembalikan     302  403       403         403    409   403     403   404   404
langkah:kunci                POST   diverifikasi     302  403       403         403    302   403     403   404   404
langkah:kunci                POST   dikunci          302  403       403         403    409   403     403   404   404
langkah:kunci@sekretariat    POST   diajukan         302  403       403         403    409   403     403   404   404
langkah:kunci@sekretariat    POST   diverifikasi     302  403       403         403    302   403     403   404   404
langkah:koreksi              POST   *                302  404       404         404    404   404     404   404   404
minta-kelonggaran            POST   absen..diverifikasi 302 409     403         403    403   403     403   404   404
minta-kelonggaran            POST   dikunci          302  302       403         403    403   403     403   404   404
putus-kelonggaran            POST   absen            302  403       403         404    404   403     403   404   404
putus-kelonggaran            POST   draf..dikunci    302  403       403         302    302   403     403   404   404
"""
