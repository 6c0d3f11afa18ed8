from django.db import migrations, models

from reports.triggers import remove


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Revisi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode", models.CharField(max_length=36, verbose_name="kode")),
            ],
            options={
                "verbose_name": "revisi",
                "verbose_name_plural": "revisi",
                "ordering": ["pk"],
            },
        ),
        # The triggers are put in place after every migrate; without their table no row could be written.
        migrations.RunPython(migrations.RunPython.noop, lambda apps, editor: remove(editor.connection)),
    ]
