"""Every row of the plan names the document that begins it; one version of a code stands at a time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0005_isi_mulai'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='tujuan', name='tujuan_kode_unik'),
        migrations.AlterField(
            model_name='tujuan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='tujuan',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='tujuan_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='tujuan',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='tujuan_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='tujuan',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='tujuan_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='sasaran', name='sasaran_kode_unik'),
        migrations.AlterField(
            model_name='sasaran',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='sasaran',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='sasaran_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='sasaran',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='sasaran_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='sasaran',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='sasaran_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='urusan', name='urusan_kode_unik'),
        migrations.AlterField(
            model_name='urusan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='urusan',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='urusan_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='urusan',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='urusan_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='urusan',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='urusan_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='bidangurusan', name='bidang_urusan_kode_unik'),
        migrations.AlterField(
            model_name='bidangurusan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='bidangurusan',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='bidang_urusan_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='bidangurusan',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='bidang_urusan_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='bidangurusan',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='bidang_urusan_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='program', name='program_kode_unik'),
        migrations.AlterField(
            model_name='program',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='program_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='program_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='program_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='kegiatan', name='kegiatan_kode_unik'),
        migrations.AlterField(
            model_name='kegiatan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='kegiatan',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='kegiatan_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='kegiatan',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='kegiatan_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='kegiatan',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='kegiatan_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
        migrations.RemoveConstraint(model_name='subkegiatan', name='subkegiatan_kode_unik'),
        migrations.AlterField(
            model_name='subkegiatan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddConstraint(
            model_name='subkegiatan',
            constraint=models.UniqueConstraint(condition=models.Q(('akhir__isnull', True)), fields=('renstra', 'kode'), name='subkegiatan_kode_unik', violation_error_message='Kode ini sudah ada dalam Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='subkegiatan',
            constraint=models.UniqueConstraint(fields=('renstra', 'kode', 'mulai'), name='subkegiatan_kode_mulai_unik', violation_error_message='Kode ini sudah dimulai oleh dokumen Renstra yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='subkegiatan',
            constraint=models.CheckConstraint(condition=models.Q(('akhir__isnull', True), models.Q(('akhir', models.F('mulai')), _negated=True), _connector='OR'), name='subkegiatan_akhir_bukan_mulai', violation_error_message='Dokumen akhir harus perubahan sesudah dokumen awal.'),
        ),
    ]
