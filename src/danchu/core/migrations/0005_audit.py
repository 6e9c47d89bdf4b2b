import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from danchu.lib.vntext import fold


def fill(apps, schema_editor):
    rows = apps.get_model("core", "AuditEntry")._base_manager
    for row in rows.only("pk", "book", "target_name", "actor_name").select_related("book").iterator(chunk_size=2000):
        found = fold(f"{row.target_name} {row.actor_name}")
        rows.filter(pk=row.pk).update(ward=row.book.ward_id, search_text=found)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_records"),
    ]

    operations = [
        migrations.AlterModelOptions(name="auditbook", options={"verbose_name": "sổ nhật ký"}),
        migrations.AlterModelOptions(
            name="auditentry", options={"ordering": ["-at", "-pk"], "verbose_name": "dòng nhật ký"}
        ),
        migrations.AlterModelOptions(name="auditsecret", options={"verbose_name": "dữ liệu cá nhân trong nhật ký"}),
        migrations.RemoveIndex(model_name="auditentry", name="audit_entry_time"),
        migrations.RemoveIndex(model_name="auditentry", name="audit_entry_target"),
        migrations.AddField(
            model_name="auditentry",
            name="search_text",
            field=models.CharField(default="", editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="ward",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.ward",
                verbose_name="phường, xã",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["ward", "-at", "-id"], name="audit_entry_order"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["ward", "action", "-at", "-id"], name="audit_entry_action"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["ward", "actor_id", "-at", "-id"], name="audit_entry_actor"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["ward", "target_type", "target_id"], name="audit_entry_target"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["ward", "search_text"], name="audit_entry_search"),
        ),
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                ("books", models.PositiveIntegerField(default=0, verbose_name="số sổ")),
                ("total", models.PositiveBigIntegerField(default=0, verbose_name="số dòng")),
                ("done", models.PositiveBigIntegerField(default=0, verbose_name="số dòng đã kiểm tra")),
                ("broken", models.JSONField(default=list, verbose_name="chỗ sai")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người yêu cầu",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.ward",
                        verbose_name="phường, xã",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần kiểm tra nhật ký",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["ward", "-asked_at"], name="audit_check_order")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
