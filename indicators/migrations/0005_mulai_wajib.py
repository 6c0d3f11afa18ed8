"""Every hasil and indikator names the document that begins it; one version of a code stands at a time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0004_isi_mulai'),
    ]

    operations = [
        migrations.AlterField(
            model_name='hasil',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='hasil',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='hasil_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='hasil',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='hasil_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='hasil',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='hasil_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='indikator', name='indikator_kode_unik'),
        migrations.AlterField(
            model_name='indikator',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='indikator',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='indikator_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='indikator',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='indikator_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='indikator',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='indikator_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.AlterField(
            model_name='hasil',
            name='renstra',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='programs.renstra', verbose_name='Renstra'),
        ),
        migrations.AlterField(
            model_name='indikator',
            name='renstra',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='programs.renstra', verbose_name='Renstra'),
        ),
        migrations.AddConstraint(
            model_name='hasil',
            constraint=models.CheckConstraint(condition=models.Q(('kode__regex', '^[\\d.]+#\\d+$')), name='hasil_kode_berpola', violation_error_message='Kode hasil adalah kode induk, tanda #, dan urutan, misalnya 1.06.04#1.'),
        ),
        migrations.AddConstraint(
            model_name='indikator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pembilang', ''), ('penyebut', '')), models.Q(models.Q(('pembilang', ''), _negated=True), models.Q(('penyebut', ''), _negated=True)), _connector='OR'), name='indikator_bagian_berpasangan', violation_error_message='Pembilang dan penyebut diisi keduanya atau dikosongkan keduanya.'),
        ),
        migrations.AddConstraint(
            model_name='indikator',
            constraint=models.CheckConstraint(condition=models.Q(('rumus_negatif__in', ['selisih', 'rasio'])), name='indikator_rumus_negatif_dikenal', violation_error_message='Pilihan tidak dikenal.'),
        ),
    ]
