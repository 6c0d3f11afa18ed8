"""The documents that begin and end hasil and indikator; what an indicator needs for its formulas."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0002_awal'),
        ('programs', '0004_baris_dokumen'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='hasil', name='hasil_urutan_program_unik'),
        migrations.RemoveConstraint(model_name='hasil', name='hasil_urutan_kegiatan_unik'),
        migrations.RemoveConstraint(model_name='hasil', name='hasil_urutan_subkegiatan_unik'),
        migrations.AlterModelOptions(
            name='hasil',
            options={'ordering': ['renstra', 'kode'], 'verbose_name': 'hasil', 'verbose_name_plural': 'hasil'},
        ),
        migrations.AddField(
            model_name='hasil',
            name='kode',
            field=models.CharField(blank=True, default='', help_text='Kosongkan; diisi dari kode induk dan urutan, misalnya 1.06.04#1.', max_length=30, verbose_name='kode'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='hasil',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='hasil',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='hasil',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='indicators.hasil', verbose_name='menggantikan'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='mulai',
            field=models.ForeignKey(help_text='Dokumen Renstra yang memulai baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen awal'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='akhir',
            field=models.ForeignKey(blank=True, help_text='Dokumen Renstra pertama yang tidak lagi memuat baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.dokumen', verbose_name='dokumen akhir'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='menggantikan',
            field=models.ForeignKey(blank=True, help_text='Baris dokumen sebelumnya yang diganti baris ini.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='indicators.indikator', verbose_name='menggantikan'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='rumus_negatif',
            field=models.CharField(choices=[('selisih', 'Selisih: (2 × target − realisasi) / target'), ('rasio', 'Rasio: target / realisasi')], default='selisih', max_length=10, verbose_name='rumus capaian polaritas negatif'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='skala',
            field=models.JSONField(blank=True, default=dict, help_text='Hanya untuk satuan bertingkat: skor tiap kode, bilangan bulat, misalnya {"WTP": 4, "WDP": 3, "TW": 2, "TMP": 1}.', verbose_name='skala'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='pembilang',
            field=models.CharField(blank=True, help_text='Yang dihitung di atas garis; persentase mengikutinya.', max_length=200, verbose_name='pembilang'),
        ),
        migrations.AddField(
            model_name='indikator',
            name='penyebut',
            field=models.CharField(blank=True, help_text='Yang dihitung di bawah garis.', max_length=200, verbose_name='penyebut'),
        ),
    ]
