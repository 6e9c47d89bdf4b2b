import django.db.models.deletion
from django.db import migrations, models

from danchu.core.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('core', '0001_squashed_0011_audit_search'),
        ('ward', '0001_squashed_0006_deliveries'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Matter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('title', models.CharField(max_length=300, verbose_name='tên việc')),
                        ('summary', models.TextField(blank=True, verbose_name='tóm tắt')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.residentialgroup', verbose_name='tổ dân phố')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.organisation', verbose_name='đơn vị chủ trì')),
                        ('state', models.CharField(choices=[('open', 'Đang thực hiện'), ('closed', 'Đã kết thúc'), ('withdrawn', 'Đã thu hồi')], default='open', max_length=10, verbose_name='trạng thái')),
                        ('opened_at', models.DateTimeField(verbose_name='mở lúc')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                        ('closing_note', models.TextField(blank=True, verbose_name='kết quả, lý do')),
                        ('search_text', models.CharField(editable=False, max_length=800)),
                    ],
                    options={
                        'verbose_name': 'việc',
                        'ordering': ['-opened_at', '-pk'],
                        'indexes': [models.Index(fields=['ward', '-opened_at'], name='matter_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state__in', ['closed', 'withdrawn'])), _connector='OR'), name='matter_state_and_date')],
                    },
                ),
                migrations.CreateModel(
                    name='TimelineLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='matters.matter')),
                        ('step', models.CharField(choices=[('know', 'Dân biết'), ('discuss', 'Dân bàn'), ('act', 'Dân làm'), ('inspect', 'Dân kiểm tra'), ('oversee', 'Dân giám sát'), ('benefit', 'Dân thụ hưởng')], max_length=10, verbose_name='bước')),
                        ('at', models.DateTimeField(verbose_name='thời điểm')),
                        ('text', models.CharField(max_length=300, verbose_name='nội dung')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='đường dẫn')),
                        ('is_public', models.BooleanField(default=True, verbose_name='công khai')),
                    ],
                    options={
                        'verbose_name': 'dòng diễn biến',
                        'ordering': ['at', 'pk'],
                        'indexes': [models.Index(fields=['ward', 'matter', 'at'], name='timeline_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['know', 'discuss', 'act', 'inspect', 'oversee', 'benefit'])), name='timeline_step')],
                    },
                ),
            ],
        ),
    ]
