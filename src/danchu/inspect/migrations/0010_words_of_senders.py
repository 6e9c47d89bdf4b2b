from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat


def add_words_of_case(apps, schema_editor):
    cases = apps.get_model("inspect", "Case")
    said = models.Subquery(cases.objects.filter(pk=models.OuterRef("case")).values("search_text")[:1])
    text = models.TextField()
    both = Concat(F("search_text"), Value(" ", output_field=text), said, output_field=text)
    apps.get_model("inspect", "Sender").objects.update(search_text=both)


class Migration(migrations.Migration):
    dependencies = [
        ("inspect", "0009_mail_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sender",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(add_words_of_case, migrations.RunPython.noop),
    ]
