import django.db.models.deletion
from django.db import migrations, models

from danchu.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [('duties', '0001_initial'), ('duties', '0002_search')]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0011_audit_search'),
        ('matters', '0001_initial'),
        ('ward', '0001_squashed_0006_deliveries'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='ClauseAssignment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('clause', models.CharField(max_length=20, verbose_name='khoản của nghị quyết')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.organisation', verbose_name='đơn vị chủ trì')),
                        ('due_on', models.DateField(verbose_name='hạn')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='yêu cầu')),
                        ('assigned_at', models.DateTimeField(verbose_name='phân công lúc')),
                        ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='thay bằng phân công khác lúc')),
                    ],
                    options={
                        'verbose_name': 'phân công',
                        'ordering': ['clause'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('ward', 'clause'), name='clause_one_unit')],
                    },
                ),
                migrations.CreateModel(
                    name='Duty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('key', models.CharField(max_length=120)),
                        ('clause', models.CharField(max_length=20, verbose_name='khoản của nghị quyết')),
                        ('kind', models.CharField(max_length=40, verbose_name='loại việc')),
                        ('title', models.CharField(max_length=300, verbose_name='việc phải làm')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.organisation', verbose_name='đơn vị')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.residentialgroup', verbose_name='tổ dân phố')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.person', verbose_name='người')),
                        ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter', verbose_name='thuộc việc')),
                        ('arose_on', models.DateField(verbose_name='phát sinh ngày')),
                        ('due_on', models.DateField(verbose_name='hạn')),
                        ('basis', models.JSONField(default=dict, verbose_name='căn cứ và cách tính hạn')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='nơi làm')),
                        ('about', models.CharField(blank=True, max_length=80)),
                        ('state', models.CharField(choices=[('open', 'Phải làm'), ('fulfilled', 'Đã làm'), ('cancelled', 'Không phải làm nữa')], default='open', max_length=10, verbose_name='trạng thái')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='xong ngày')),
                        ('fulfilled_by', models.CharField(blank=True, max_length=200, verbose_name='hoàn thành bằng')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do không phải làm')),
                        ('search_text', models.CharField(default='', editable=False, max_length=400)),
                    ],
                    options={
                        'verbose_name': 'việc phải làm',
                        'ordering': ['due_on', 'pk'],
                        'indexes': [models.Index(fields=['ward', 'state', 'due_on'], name='duty_work_list'), models.Index(fields=['ward', 'unit', 'state', 'due_on'], name='duty_of_unit'), models.Index(fields=['ward', 'about'], name='duty_about'), models.Index(fields=['ward', 'due_on'], name='duty_order'), models.Index(fields=['ward', 'group', 'state', 'due_on'], name='duty_of_group'), models.Index(fields=['ward', 'state', '-ended_on'], name='duty_done')],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'key'), name='duty_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_on', None), ('state', 'open')), models.Q(('ended_at__isnull', False), ('ended_on__isnull', False), ('state__in', ['fulfilled', 'cancelled'])), _connector='OR'), name='duty_state_and_date'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='duty_cancelled_with_reason')],
                    },
                ),
            ],
        ),
    ]
