"""Every hasil and indikator that is there began with its Renstra's own document; a hasil gets its code."""

from django.db import migrations


def begin_rows(apps, schema_editor):
    documents = apps.get_model("programs", "Dokumen").objects.filter(jenis="renstra", perubahan_ke=0)
    for dokumen in documents:
        for name in ("Hasil", "Indikator"):
            apps.get_model("indicators", name).objects.filter(renstra=dokumen.renstra_id).update(mulai=dokumen)


def name_hasil(apps, schema_editor):
    """The code is that of the parent, # and the place under it, as the indicators' codes have it already."""
    rows = list(apps.get_model("indicators", "Hasil").objects.select_related("program", "kegiatan", "subkegiatan"))
    for row in rows:
        row.kode = f"{(row.program or row.kegiatan or row.subkegiatan).kode}#{row.urutan}"
    apps.get_model("indicators", "Hasil").objects.bulk_update(rows, ["kode"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_baris_dokumen'),
        ('programs', '0005_isi_mulai'),
    ]

    operations = [
        migrations.RunPython(begin_rows, migrations.RunPython.noop),
        migrations.RunPython(name_hasil, migrations.RunPython.noop),
    ]
