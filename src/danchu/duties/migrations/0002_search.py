import django.db.models.deletion
from django.db import migrations, models

from danchu.core.ui.registers import folded


def fill(apps, schema_editor):
    rows = apps.get_model("duties", "Duty")._base_manager
    for row in rows.only("pk", "title").iterator(chunk_size=2000):
        rows.filter(pk=row.pk).update(search_text=folded(row.title))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_limits"),
        ("duties", "0001_initial"),
        ("matters", "0001_initial"),
        ("ward", "0002_access"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="duty",
            name="duty_of_group",
        ),
        migrations.AddField(
            model_name="duty",
            name="search_text",
            field=models.CharField(default="", editable=False, max_length=400),
        ),
        migrations.AlterField(
            model_name="duty",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ward.residentialgroup",
                verbose_name="tổ dân phố",
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="matter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matters.matter",
                verbose_name="thuộc việc",
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ward.person",
                verbose_name="người",
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ward.organisation",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["ward", "due_on"], name="duty_order"),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["ward", "group", "state", "due_on"], name="duty_of_group"),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["ward", "state", "-ended_on"], name="duty_done"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
