import danchu.core.models.files
import django.db.models.deletion
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

from danchu.core.tables import CreateModels


def make_cache_table(apps, schema_editor):
    """The table of the cache that all processes share (settings.CACHES)."""
    call_command("createcachetable", "core_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    replaces = [('core', '0001_initial'), ('core', '0002_messaging'), ('core', '0003_limits'), ('core', '0004_records'), ('core', '0005_audit'), ('core', '0006_audit_ward'), ('core', '0007_audit_history'), ('core', '0008_recipient_without_acknowledgement'), ('core', '0009_outbox'), ('core', '0010_law'), ('core', '0011_audit_search')]

    initial = True

    dependencies = []

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Ward',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=10, unique=True, verbose_name='mã đơn vị hành chính')),
                        ('name', models.CharField(help_text='Ví dụ: phường Bách Quang', max_length=100, verbose_name='tên')),
                        ('province', models.CharField(help_text='Ví dụ: tỉnh Thái Nguyên', max_length=100, verbose_name='tỉnh, thành phố')),
                        ('place', models.CharField(help_text='Ví dụ: Bách Quang', max_length=100, verbose_name='địa danh trên văn bản')),
                        ('abbreviation', models.CharField(default='UBND', max_length=20, verbose_name='chữ viết tắt cơ quan ban hành')),
                        ('host', models.CharField(blank=True, max_length=200, null=True, unique=True, verbose_name='tên miền')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='địa chỉ trụ sở')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='điện thoại')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                        ('is_demonstration', models.BooleanField(default=False, verbose_name='phường trình diễn')),
                    ],
                    options={
                        'verbose_name': 'phường, xã',
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('kind', models.CharField(choices=[('staff', 'Cán bộ, công chức, người được giao nhiệm vụ'), ('resident', 'Người dân'), ('household', 'Hộ gia đình')], max_length=10, verbose_name='loại')),
                        ('username', models.CharField(max_length=150, unique=True, verbose_name='tên đăng nhập')),
                        ('display_name', models.CharField(max_length=150, verbose_name='họ và tên')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                        ('is_active', models.BooleanField(default=True, verbose_name='đang dùng')),
                    ],
                    options={
                        'verbose_name': 'tài khoản',
                        'default_manager_name': 'objects',
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['staff', 'resident', 'household'])), name='user_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditBook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('name', models.CharField(max_length=30, verbose_name='sổ')),
                        ('length', models.PositiveBigIntegerField(default=0)),
                        ('head', models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('ward', 'name'), name='audit_book_once')],
                        'verbose_name': 'sổ nhật ký',
                    },
                ),
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='core.auditbook')),
                        ('number', models.PositiveBigIntegerField(verbose_name='số thứ tự')),
                        ('at', models.DateTimeField(verbose_name='thời điểm')),
                        ('actor_id', models.BigIntegerField(null=True, verbose_name='tài khoản')),
                        ('actor_name', models.CharField(max_length=150, verbose_name='người thực hiện')),
                        ('office', models.CharField(blank=True, max_length=200, verbose_name='chức danh')),
                        ('action', models.CharField(max_length=100, verbose_name='hành vi')),
                        ('clause', models.CharField(blank=True, max_length=20, verbose_name='khoản của nghị quyết')),
                        ('target_type', models.CharField(blank=True, max_length=60)),
                        ('target_id', models.CharField(blank=True, max_length=40)),
                        ('target_name', models.CharField(blank=True, max_length=200, verbose_name='đối tượng')),
                        ('payload', models.JSONField()),
                        ('previous', models.CharField(blank=True, max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                        ('search_text', models.CharField(editable=False, max_length=400)),
                    ],
                    options={
                        'verbose_name': 'dòng nhật ký',
                        'indexes': [models.Index(fields=['ward', '-at', '-id'], name='audit_entry_order'), models.Index(fields=['ward', 'action', '-at', '-id'], name='audit_entry_action'), models.Index(fields=['ward', 'actor_id', '-at', '-id'], name='audit_entry_actor'), models.Index(fields=['ward', 'target_type', 'target_id', '-at', '-id'], name='audit_entry_history')],
                        'constraints': [models.UniqueConstraint(fields=('book', 'number'), name='audit_entry_number')],
                        'ordering': ['-at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='AuditSecret',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='secrets', to='core.auditentry')),
                        ('path', models.CharField(max_length=100)),
                        ('salt', models.CharField(max_length=32)),
                        ('value', models.JSONField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('entry', 'path'), name='audit_secret_path')],
                        'verbose_name': 'dữ liệu cá nhân trong nhật ký',
                    },
                ),
                migrations.CreateModel(
                    name='AuditCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('asked_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người yêu cầu')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                        ('books', models.PositiveIntegerField(default=0, verbose_name='số sổ')),
                        ('total', models.PositiveBigIntegerField(default=0, verbose_name='số dòng')),
                        ('done', models.PositiveBigIntegerField(default=0, verbose_name='số dòng đã kiểm tra')),
                        ('broken', models.JSONField(default=list, verbose_name='chỗ sai')),
                    ],
                    options={
                        'verbose_name': 'lần kiểm tra nhật ký',
                        'ordering': ['-asked_at', '-pk'],
                        'indexes': [models.Index(fields=['ward', '-asked_at'], name='audit_check_order')],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                        ('mime', models.CharField(max_length=100, verbose_name='loại')),
                        ('size', models.PositiveBigIntegerField(verbose_name='dung lượng (byte)')),
                        ('sha256', models.CharField(max_length=64)),
                        ('content', models.FileField(max_length=200, upload_to=danchu.core.models.files.place_of)),
                        ('uploaded_at', models.DateTimeField(verbose_name='tải lên lúc')),
                    ],
                    options={
                        'verbose_name': 'tệp',
                        'indexes': [models.Index(fields=['ward', 'sha256'], name='stored_file_content')],
                    },
                ),
                migrations.CreateModel(
                    name='RuleCorrection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('key', models.CharField(max_length=60, verbose_name='quy định')),
                        ('value', models.CharField(max_length=20, verbose_name='giá trị')),
                        ('holds_from', models.DateField(verbose_name='áp dụng từ ngày')),
                        ('holds_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                        ('reason', models.CharField(max_length=300, verbose_name='lý do, căn cứ')),
                    ],
                    options={
                        'verbose_name': 'điều chỉnh quy định',
                        'ordering': ('key', 'holds_from'),
                        'constraints': [models.UniqueConstraint(models.F('ward'), models.F('key'), models.F('holds_from'), name='rule_correction_begins_once'), models.CheckConstraint(condition=models.Q(('holds_to', None), ('holds_to__gte', models.F('holds_from')), _connector='OR'), name='rule_correction_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='SwappedDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('day', models.DateField(verbose_name='ngày')),
                        ('is_worked', models.BooleanField(verbose_name='là ngày làm việc')),
                        ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                    ],
                    options={
                        'verbose_name': 'ngày hoán đổi',
                        'ordering': ('-day',),
                        'constraints': [models.UniqueConstraint(models.F('ward'), models.F('day'), name='swapped_day_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LimitCount',
                    fields=[
                        ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('count', models.PositiveIntegerField()),
                        ('until', models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('kind', models.CharField(max_length=60, verbose_name='loại')),
                        ('channel', models.CharField(choices=[('email', 'Thư điện tử')], max_length=10, verbose_name='kênh')),
                        ('recipient', models.CharField(max_length=254, verbose_name='người nhận')),
                        ('subject', models.CharField(max_length=250, verbose_name='tiêu đề')),
                        ('body', models.TextField(verbose_name='nội dung')),
                        ('leave_address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ thôi nhận tin')),
                        ('mailer', models.CharField(blank=True, max_length=60, verbose_name='tài khoản gửi')),
                        ('sender', models.CharField(blank=True, max_length=254, verbose_name='gửi từ')),
                        ('headers', models.JSONField(blank=True, default=dict, verbose_name='đầu thư')),
                        ('queued_at', models.DateTimeField(verbose_name='xếp hàng lúc')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                        ('retry_at', models.DateTimeField(blank=True, null=True, verbose_name='thử lại lúc')),
                        ('last_error', models.CharField(blank=True, max_length=200, verbose_name='lỗi gần nhất')),
                    ],
                    options={
                        'verbose_name': 'tin gửi đi',
                        'indexes': [models.Index(fields=['ward', 'sent_at', 'queued_at'], name='notice_outbox')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['email'])), name='notice_channel')],
                    },
                ),
                migrations.CreateModel(
                    name='Subscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('email', models.EmailField(max_length=254, verbose_name='thư điện tử')),
                        ('asked_at', models.DateTimeField(verbose_name='đăng ký lúc')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi nhận lúc')),
                    ],
                    options={
                        'verbose_name': 'đăng ký nhận tin',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('ward', 'email'), name='subscription_once')],
                    },
                ),
                migrations.CreateModel(
                    name='NumberBook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                        ('letters', models.CharField(max_length=5, verbose_name='loại văn bản')),
                        ('issuer', models.CharField(max_length=20, verbose_name='chữ viết tắt cơ quan ban hành')),
                        ('last', models.PositiveIntegerField(default=0, verbose_name='số cuối cùng đã cấp')),
                    ],
                    options={
                        'verbose_name': 'sổ đăng ký văn bản',
                        'constraints': [models.UniqueConstraint(fields=('ward', 'year', 'letters', 'issuer'), name='number_book_once')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficialDocument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('kind', models.CharField(max_length=60, verbose_name='loại')),
                        ('letters', models.CharField(max_length=5, verbose_name='chữ viết tắt loại văn bản')),
                        ('issuer', models.CharField(max_length=20, verbose_name='chữ viết tắt cơ quan ban hành')),
                        ('target_type', models.CharField(max_length=60)),
                        ('target_id', models.BigIntegerField()),
                        ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
                        ('state', models.CharField(choices=[('draft', 'Dự thảo'), ('issued', 'Đã ban hành'), ('withdrawn', 'Đã thu hồi, hủy bỏ')], default='draft', max_length=10, verbose_name='trạng thái')),
                        ('source', models.JSONField(verbose_name='nội dung dự thảo')),
                        ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người soạn')),
                        ('prepared_at', models.DateTimeField(verbose_name='soạn lúc')),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm')),
                        ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='số')),
                        ('symbol', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                        ('signer_name', models.CharField(blank=True, max_length=150, verbose_name='người ký')),
                        ('signer_office', models.CharField(blank=True, max_length=300, verbose_name='chức vụ người ký')),
                        ('paper', models.JSONField(blank=True, null=True, verbose_name='văn bản đã ban hành')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='mã băm')),
                        ('code', models.CharField(max_length=16, verbose_name='mã kiểm tra')),
                        ('is_public', models.BooleanField(default=False, verbose_name='ai cũng xem được')),
                        ('signed_copy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='bản đã ký')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='thu hồi lúc')),
                        ('withdrawal_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do thu hồi')),
                        ('search_text', models.CharField(editable=False, max_length=1000)),
                    ],
                    options={
                        'verbose_name': 'văn bản',
                        'ordering': ['-issued_on', '-number', '-pk'],
                        'indexes': [models.Index(fields=['ward', '-issued_on', '-number'], name='document_order'), models.Index(fields=['ward', 'target_type', 'target_id'], name='document_about'), models.Index(fields=['ward', 'prepared_by'], name='document_prepared')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'issued', 'withdrawn'])), name='document_state'), models.UniqueConstraint(fields=('ward', 'code'), name='document_code_once'), models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('ward', 'year', 'letters', 'issuer', 'number'), name='document_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', False), ('number__gte', 1), ('number__isnull', False), ('paper__isnull', False), ('year__isnull', False), models.Q(('symbol', ''), _negated=True), models.Q(('digest', ''), _negated=True), models.Q(('state', 'draft'), _negated=True)), models.Q(('digest', ''), ('issued_on', None), ('number', None), ('symbol', ''), ('year', None), models.Q(('state', 'issued'), _negated=True)), _connector='OR'), name='document_number_when_issued'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawal_reason', ''), ('withdrawn_at', None)), _connector='OR'), name='document_withdrawn_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Recipient',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='core.officialdocument')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                        ('name', models.CharField(max_length=300, verbose_name='nơi nhận')),
                    ],
                    options={
                        'verbose_name': 'nơi nhận',
                        'ordering': ['order'],
                        'constraints': [models.UniqueConstraint(fields=('document', 'order'), name='recipient_order')],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
