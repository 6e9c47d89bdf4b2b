from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discuss", "0007_calls")]

    operations = [
        migrations.AddField(
            model_name="countsheet",
            name="place",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="nơi kiểm phiếu"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="countsheet",
            name="witnesses",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="người chứng kiến"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="countsheet",
            name="team",
            field=models.CharField(blank=True, max_length=500, verbose_name="tổ kiểm phiếu"),
        ),
    ]
