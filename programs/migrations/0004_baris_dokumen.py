"""A unit and parties for a Perjanjian Kinerja; the documents that begin and end each row of the plan."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0003_dokumen'),
        ('targets', '0003_dokumen_milik_programs'),
    ]

    operations = [
        migrations.AddField(
            model_name='dokumen',
            name='unit',
            field=models.ForeignKey(blank=True, help_text='Kosong bila dokumen berlaku untuk seluruh perangkat daerah.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dokumen', to='programs.unitkerja', verbose_name='unit kerja'),
        ),
        migrations.AddField(
            model_name='dokumen',
            name='pihak_pertama',
            field=models.ForeignKey(blank=True, help_text='Yang berjanji, pada Perjanjian Kinerja.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dokumen_pihak_pertama', to='programs.jabatan', verbose_name='pihak pertama'),
        ),
        migrations.AddField(
            model_name='dokumen',
            name='pihak_kedua',
            field=models.ForeignKey(blank=True, help_text='Atasan yang menerima janji, pada Perjanjian Kinerja.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dokumen_pihak_kedua', to='programs.jabatan', verbose_name='pihak kedua'),
        ),
        migrations.AlterModelOptions(
            name='dokumen',
            options={'ordering': ['renstra', 'jenis', 'tahun', 'perubahan_ke', 'unit'], 'verbose_name': 'dokumen', 'verbose_name_plural': 'dokumen'},
        ),
        migrations.RemoveConstraint(model_name='dokumen', name='dokumen_versi_unik'),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.UniqueConstraint(condition=models.Q(('unit__isnull', True)), fields=('renstra', 'jenis', 'tahun', 'perubahan_ke'), name='dokumen_versi_unik', violation_error_message='Dokumen jenis, tahun, dan perubahan ini sudah ada.'),
        ),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.UniqueConstraint(fields=('renstra', 'jenis', 'tahun', 'perubahan_ke', 'unit'), name='dokumen_versi_unit_unik', violation_error_message='Dokumen jenis, tahun, dan perubahan ini sudah ada untuk unit tersebut.'),
        ),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.UniqueConstraint(condition=models.Q(('jenis', 'renstra')), fields=('renstra', 'perubahan_ke'), name='dokumen_renstra_perubahan_unik', violation_error_message='Renstra ini sudah mempunyai dokumen Renstra untuk perubahan tersebut.'),
        ),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('jenis__in', ['renstra', 'renja']), _negated=True), ('unit__isnull', True), _connector='OR'), name='dokumen_unit_bukan_renstra', violation_error_message='Renstra dan Renja berlaku untuk seluruh perangkat daerah; kosongkan unit kerja.'),
        ),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.CheckConstraint(condition=models.Q(('jenis', 'pk'), models.Q(('pihak_kedua__isnull', True), ('pihak_pertama__isnull', True)), _connector='OR'), name='dokumen_pihak_hanya_pk', violation_error_message='Pihak pertama dan pihak kedua hanya diisi pada Perjanjian Kinerja; kosongkan keduanya.'),
        ),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.CheckConstraint(condition=models.Q(('pihak_pertama__isnull', True), ('pihak_kedua__isnull', True), models.Q(('pihak_pertama', models.F('pihak_kedua')), _negated=True), _connector='OR'), name='dokumen_pihak_berbeda', violation_error_message='Pihak pertama dan pihak kedua harus dua jabatan yang berbeda.'),
        ),
        migrations.AlterField(
            model_name='tujuan',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='tujuan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='tujuan',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='tujuan',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.tujuan', verbose_name='menggantikan'),
        ),
        migrations.AlterField(
            model_name='sasaran',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='sasaran',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='sasaran',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='sasaran',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.sasaran', verbose_name='menggantikan'),
        ),
        migrations.AlterField(
            model_name='urusan',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='urusan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='urusan',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='urusan',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.urusan', verbose_name='menggantikan'),
        ),
        migrations.AlterField(
            model_name='bidangurusan',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='bidangurusan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='bidangurusan',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='bidangurusan',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.bidangurusan', verbose_name='menggantikan'),
        ),
        migrations.AlterField(
            model_name='program',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='program',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='program',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='program',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.program', verbose_name='menggantikan'),
        ),
        migrations.AlterField(
            model_name='kegiatan',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='kegiatan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='kegiatan',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='kegiatan',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.kegiatan', verbose_name='menggantikan'),
        ),
        migrations.AlterField(
            model_name='subkegiatan',
            name='kode',
            field=models.CharField(max_length=30, verbose_name='kode'),
        ),
        migrations.AddField(
            model_name='subkegiatan',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='subkegiatan',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='subkegiatan',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='programs.subkegiatan', verbose_name='menggantikan'),
        ),
    ]
