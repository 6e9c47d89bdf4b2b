import django.db.models.deletion
from django.db import migrations, models

from danchu.core.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('core', '0001_squashed_0011_audit_search'),
        ('duties', '0001_squashed_0002_search'),
        ('matters', '0001_initial'),
        ('ward', '0001_squashed_0006_deliveries'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Disclosure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('item', models.CharField(max_length=60, verbose_name='nội dung theo danh mục của luật')),
                        ('title', models.CharField(max_length=300, verbose_name='tiêu đề')),
                        ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                        ('decided_on', models.DateField(verbose_name='ngày văn bản, quyết định')),
                        ('due_on', models.DateField(verbose_name='hạn công khai')),
                        ('rule', models.JSONField(verbose_name='quy định áp dụng')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.residentialgroup', verbose_name='tổ dân phố')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.organisation', verbose_name='đơn vị')),
                        ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter', verbose_name='việc')),
                        ('duty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duties.duty')),
                        ('from_day', models.DateField(verbose_name='công khai từ ngày')),
                        ('to_day', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                        ('state', models.CharField(choices=[('draft', 'Bản nháp'), ('published', 'Đang công khai'), ('ended', 'Đã hết thời hạn'), ('withdrawn', 'Đã thu hồi')], default='draft', max_length=10, verbose_name='trạng thái')),
                        ('personal_data', models.CharField(blank=True, choices=[('none', 'Không có dữ liệu cá nhân'), ('lawful', 'Có, và pháp luật yêu cầu công khai đúng những dữ liệu này'), ('uncleared', 'Có, chưa che hoặc chưa rõ được phép hay không')], max_length=10, verbose_name='dữ liệu cá nhân')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công khai lúc')),
                        ('published_on', models.DateField(blank=True, null=True, verbose_name='ngày công khai')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='hết thời hạn từ ngày')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='thu hồi lúc')),
                        ('withdrawal_reason', models.TextField(blank=True, verbose_name='lý do thu hồi')),
                        ('search_text', models.CharField(editable=False, max_length=800)),
                    ],
                    options={
                        'verbose_name': 'nội dung công khai',
                        'ordering': ['-published_at', '-pk'],
                        'indexes': [models.Index(fields=['ward', 'state', '-published_at'], name='disclosure_order'), models.Index(fields=['ward', 'item', '-published_at'], name='disclosure_by_item'), models.Index(fields=['ward', 'group', '-published_at'], name='disclosure_by_group'), models.Index(fields=['ward', 'state', 'to_day'], name='disclosure_ending')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'ended', 'withdrawn'])), name='disclosure_state'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_on', None), ('state__in', ['draft', 'withdrawn'])), models.Q(('personal_data__in', ['none', 'lawful']), ('published_at__isnull', False), ('published_on__isnull', False), ('state__in', ['published', 'ended', 'withdrawn'])), _connector='OR'), name='disclosure_published'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawal_reason', ''), ('withdrawn_at', None)), _connector='OR'), name='disclosure_withdrawn_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='disclosure_ended'), models.CheckConstraint(condition=models.Q(('to_day', None), ('to_day__gte', models.F('from_day')), _connector='OR'), name='disclosure_period')],
                    },
                ),
                migrations.CreateModel(
                    name='DisclosureVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='know.disclosure')),
                        ('number', models.PositiveIntegerField(verbose_name='phiên bản')),
                        ('title', models.CharField(max_length=300, verbose_name='tiêu đề')),
                        ('body', models.TextField(blank=True, verbose_name='nội dung')),
                        ('reason', models.TextField(blank=True, verbose_name='lý do đính chính')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công khai lúc')),
                    ],
                    options={
                        'verbose_name': 'phiên bản',
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'disclosure', 'number'), name='disclosure_version_once'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('number__gt', 1), ('published_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='disclosure_correction_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Attachment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='know.disclosureversion')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                    ],
                    options={
                        'verbose_name': 'tài liệu kèm theo',
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'version', 'file'), name='attachment_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Form',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='know.disclosure')),
                        ('key', models.CharField(max_length=40, verbose_name='hình thức')),
                        ('label', models.CharField(max_length=120, verbose_name='tên hình thức')),
                        ('is_required', models.BooleanField(default=False, verbose_name='luật bắt buộc')),
                        ('least_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ít nhất số ngày liên tiếp')),
                        ('citation', models.CharField(blank=True, max_length=120, verbose_name='căn cứ')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('done_from', models.DateField(blank=True, null=True, verbose_name='thực hiện từ ngày')),
                        ('done_to', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                    ],
                    options={
                        'verbose_name': 'hình thức công khai',
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'disclosure', 'key'), name='form_once'), models.CheckConstraint(condition=models.Q(('done_to', None), models.Q(('done_from__isnull', False), ('done_to__gte', models.F('done_from'))), _connector='OR'), name='form_done_period')],
                    },
                ),
                migrations.CreateModel(
                    name='Posting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='know.disclosure')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.residentialgroup')),
                        ('place', models.CharField(max_length=200, verbose_name='nơi niêm yết')),
                        ('state', models.CharField(choices=[('planned', 'Chưa niêm yết'), ('posted', 'Đang niêm yết'), ('taken_down', 'Đã gỡ'), ('cancelled', 'Không niêm yết nữa')], default='planned', max_length=10, verbose_name='trạng thái')),
                        ('posted_on', models.DateField(blank=True, null=True, verbose_name='niêm yết ngày')),
                        ('posted_photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                        ('witnesses', models.CharField(blank=True, max_length=300, verbose_name='người chứng kiến')),
                        ('until', models.DateField(blank=True, null=True, verbose_name='được gỡ từ ngày')),
                        ('taken_down_on', models.DateField(blank=True, null=True, verbose_name='gỡ ngày')),
                        ('taken_down_photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                        ('early_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do gỡ sớm')),
                    ],
                    options={
                        'verbose_name': 'niêm yết',
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['ward', 'group', 'state'], name='posting_of_group')],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'disclosure', 'group'), name='posting_group_once'), models.UniqueConstraint(condition=models.Q(('group', None)), fields=('ward', 'disclosure'), name='posting_office_once'), models.CheckConstraint(condition=models.Q(models.Q(('posted_on', None), ('state__in', ['planned', 'cancelled']), ('taken_down_on', None)), models.Q(('posted_on__isnull', False), ('state', 'posted'), ('taken_down_on', None)), models.Q(('state', 'taken_down'), ('taken_down_on__gte', models.F('posted_on'))), _connector='OR'), name='posting_state_and_dates'), models.CheckConstraint(condition=models.Q(('taken_down_on', None), models.Q(('taken_down_on__gte', models.F('until')), ('until__isnull', False)), models.Q(('early_reason', ''), _negated=True), _connector='OR'), name='posting_early_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='know.disclosure')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.residentialgroup')),
                        ('state', models.CharField(choices=[('open', 'Chưa thông báo'), ('done', 'Đã thông báo'), ('cancelled', 'Không thông báo nữa')], default='open', max_length=10, verbose_name='trạng thái')),
                        ('due_on', models.DateField(verbose_name='hạn')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='thông báo ngày')),
                        ('manner', models.CharField(blank=True, choices=[('meeting', 'Tại cuộc họp tổ dân phố'), ('direct', 'Nói trực tiếp với từng hộ'), ('letter', 'Gửi văn bản đến từng hộ'), ('network', 'Nhắn tin, mạng xã hội mà cộng đồng đã chọn')], max_length=10, verbose_name='cách thông báo')),
                        ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.person')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                    ],
                    options={
                        'verbose_name': 'thông báo qua tổ trưởng',
                        'ordering': ['due_on', 'pk'],
                        'indexes': [models.Index(fields=['ward', 'group', 'state', 'due_on'], name='handover_of_group')],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'disclosure', 'group'), name='handover_once'), models.CheckConstraint(condition=models.Q(models.Q(('manner', ''), ('state__in', ['open', 'cancelled']), ('told_on', None)), models.Q(('manner__in', ['meeting', 'direct', 'letter', 'network']), ('state', 'done'), ('told_on__isnull', False)), _connector='OR'), name='handover_state_and_date')],
                    },
                ),
            ],
        ),
    ]
