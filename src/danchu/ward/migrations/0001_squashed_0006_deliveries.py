import danchu.ward.models.imports
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from danchu.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [('ward', '0001_initial'), ('ward', '0002_access'), ('ward', '0003_registers'), ('ward', '0004_end_basis'), ('ward', '0005_roll_imports'), ('ward', '0006_deliveries')]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0011_audit_search'),
        # Others' tables before those of the rooms: of what comes after, Django renders all that hangs on the ward again.
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='ResidentialGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('code', models.CharField(max_length=20, verbose_name='mã tổ')),
                        ('name', models.CharField(help_text='Ví dụ: Tổ dân phố Tân Thành 1', max_length=100, verbose_name='tên')),
                        ('community_house', models.CharField(blank=True, max_length=200, verbose_name='nhà văn hóa, nơi niêm yết')),
                        ('retired_on', models.DateField(blank=True, null=True, verbose_name='giải thể, sáp nhập từ ngày')),
                        ('sort_key', models.CharField(editable=False, max_length=500)),
                        ('search_text', models.CharField(editable=False, max_length=400)),
                    ],
                    options={
                        'verbose_name': 'tổ dân phố',
                        'ordering': ['sort_key'],
                        'indexes': [models.Index(fields=['ward', 'sort_key'], name='group_order')],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'code'), name='group_code_once'), models.UniqueConstraint(fields=('ward', 'name'), name='group_name_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Household',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='ward.residentialgroup')),
                        ('code', models.CharField(max_length=30, verbose_name='mã hộ')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='địa chỉ')),
                        ('head_name', models.CharField(blank=True, max_length=150, verbose_name='chủ hộ')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='chuyển đi từ ngày')),
                        ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sort_key', models.CharField(editable=False, max_length=200)),
                        ('search_text', models.CharField(editable=False, max_length=500)),
                    ],
                    options={
                        'verbose_name': 'hộ gia đình',
                        'ordering': ['sort_key'],
                        'indexes': [models.Index(fields=['ward', 'sort_key'], name='household_order'), models.Index(fields=['ward', 'group', 'sort_key'], name='household_in_group')],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'code'), name='household_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='ward.household')),
                        ('is_head', models.BooleanField(default=False, verbose_name='là chủ hộ')),
                        ('relation', models.CharField(blank=True, max_length=50, verbose_name='quan hệ với chủ hộ')),
                        ('full_name', models.CharField(max_length=150, verbose_name='họ và tên')),
                        ('born_on', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                        ('born_in_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm sinh')),
                        ('sex', models.CharField(blank=True, choices=[('male', 'Nam'), ('female', 'Nữ')], max_length=6, verbose_name='giới tính')),
                        ('id_number', models.CharField(blank=True, max_length=12, verbose_name='số định danh cá nhân')),
                        ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='chuyển đi, mất từ ngày')),
                        ('departure', models.CharField(blank=True, choices=[('moved', 'Chuyển đi khỏi phường'), ('died', 'Đã mất')], max_length=10, verbose_name='lý do không còn trong danh sách')),
                        ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
                        ('sort_key', models.CharField(editable=False, max_length=700)),
                        ('search_text', models.CharField(editable=False, max_length=400)),
                    ],
                    options={
                        'verbose_name': 'người',
                        'ordering': ['sort_key'],
                        'indexes': [models.Index(fields=['ward', 'sort_key'], name='person_order'), models.Index(fields=['ward', 'phone'], name='person_phone')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('id_number', ''), _negated=True), fields=('ward', 'id_number'), name='person_id_number_once'), models.UniqueConstraint(condition=models.Q(('is_head', True), ('left_on', None)), fields=('household',), name='household_one_head'), models.CheckConstraint(condition=models.Q(('is_head', False), ('household__isnull', False), _connector='OR'), name='head_has_household'), models.CheckConstraint(condition=models.Q(('sex__in', ['', 'male', 'female'])), name='person_sex'), models.CheckConstraint(condition=models.Q(('departure', ''), models.Q(('departure__in', ['moved', 'died']), ('left_on__isnull', False)), _connector='OR'), name='person_departure')],
                    },
                ),
                migrations.CreateModel(
                    name='SignInCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('phone_hash', models.CharField(max_length=64)),
                        ('code_hash', models.CharField(max_length=64)),
                        ('issued_at', models.DateTimeField(verbose_name='gửi lúc')),
                        ('expires_at', models.DateTimeField(db_index=True, verbose_name='hết hạn lúc')),
                        ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='số lần nhập')),
                        ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='dùng lúc')),
                    ],
                    options={
                        'verbose_name': 'mã đăng nhập',
                    },
                ),
                migrations.CreateModel(
                    name='HouseholdCard',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='ward.household')),
                        ('code_hash', models.CharField(max_length=64, unique=True)),
                        ('issued_at', models.DateTimeField(verbose_name='cấp lúc')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thu hồi lúc')),
                    ],
                    options={
                        'verbose_name': 'thẻ hộ gia đình',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('household',), name='household_one_card'), models.CheckConstraint(condition=models.Q(('revoked_at', None), ('revoked_at__gte', models.F('issued_at')), _connector='OR'), name='household_card_end')],
                    },
                ),
                migrations.CreateModel(
                    name='SignInRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('at', models.DateTimeField(verbose_name='lúc')),
                        ('way', models.CharField(choices=[('phone', 'Mã qua điện thoại'), ('card', 'Thẻ hộ gia đình'), ('staff', 'Mật khẩu hoặc khóa bảo mật'), ('outside', 'Tài khoản định danh')], max_length=10, verbose_name='cách')),
                        ('succeeded', models.BooleanField(verbose_name='thành công')),
                        ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('network_hash', models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        'verbose_name': 'lượt đăng nhập',
                        'indexes': [models.Index(fields=['ward', '-at'], name='sign_in_record_time'), models.Index(fields=['account', '-at'], name='sign_in_record_account')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['phone', 'card', 'staff', 'outside'])), name='sign_in_record_way')],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('kind', models.CharField(choices=[('party', 'Cơ quan, đơn vị của Đảng'), ('state', 'Cơ quan nhà nước'), ('public_service', 'Đơn vị sự nghiệp công lập'), ('socio_political', 'Mặt trận và tổ chức chính trị - xã hội'), ('employer', 'Tổ chức có sử dụng lao động'), ('community', 'Cộng đồng dân cư')], max_length=20, verbose_name='loại')),
                        ('code', models.CharField(max_length=20, verbose_name='mã')),
                        ('name', models.CharField(max_length=200, verbose_name='tên')),
                        ('abbreviation', models.CharField(blank=True, max_length=30, verbose_name='chữ viết tắt trên văn bản')),
                        ('headcount', models.PositiveIntegerField(default=0, verbose_name='số người')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='địa chỉ')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='điện thoại')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                        ('is_unit', models.BooleanField(default=False, verbose_name='đơn vị được phân công nhiệm vụ của phường')),
                        ('retired_on', models.DateField(blank=True, null=True, verbose_name='ngừng hoạt động từ ngày')),
                        ('sort_key', models.CharField(editable=False, max_length=900)),
                        ('search_text', models.CharField(editable=False, max_length=600)),
                    ],
                    options={
                        'verbose_name': 'cơ quan, tổ chức',
                        'ordering': ['sort_key'],
                        'indexes': [models.Index(fields=['ward', 'sort_key'], name='organisation_order')],
                        'constraints': [models.UniqueConstraint(fields=('ward', 'code'), name='organisation_code_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['party', 'state', 'public_service', 'socio_political', 'employer', 'community'])), name='organisation_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.officialdocument', verbose_name='văn bản')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.organisation', verbose_name='đơn vị nhận')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ward.residentialgroup', verbose_name='tổ nhận')),
                        ('sent_at', models.DateTimeField(verbose_name='gửi lúc')),
                        ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='xem lúc')),
                        ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                        ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận')),
                    ],
                    options={
                        'verbose_name': 'gửi văn bản',
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['ward', 'organisation', '-sent_at'], name='delivery_in_organisation'), models.Index(fields=['ward', 'group', '-sent_at'], name='delivery_in_group')],
                        'constraints': [models.UniqueConstraint(fields=('document', 'organisation'), name='delivery_to_organisation_once'), models.UniqueConstraint(fields=('document', 'group'), name='delivery_to_group_once'), models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('organisation', None)), models.Q(('group', None), ('organisation__isnull', False)), _connector='OR'), name='delivery_to_one'), models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='delivery_acknowledged_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='RollImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('file', models.FileField(blank=True, max_length=200, upload_to=danchu.ward.models.imports.place_of)),
                        ('file_name', models.CharField(max_length=200, verbose_name='tên tệp')),
                        ('sha256', models.CharField(max_length=64, verbose_name='mã băm của tệp')),
                        ('state', models.CharField(choices=[('uploaded', 'Chờ xem cột'), ('checking', 'Đang kiểm tra'), ('ready', 'Chờ quyết định'), ('applying', 'Đang nhập'), ('done', 'Đã nhập'), ('discarded', 'Đã bỏ')], default='uploaded', max_length=12, verbose_name='trạng thái')),
                        ('layout', models.JSONField(blank=True, default=dict, verbose_name='cách đọc tệp')),
                        ('counts', models.JSONField(blank=True, default=dict, verbose_name='số liệu')),
                        ('told', models.JSONField(blank=True, default=list, verbose_name='điều cần biết')),
                        ('plan_digest', models.CharField(blank=True, max_length=64)),
                        ('accept_good', models.BooleanField(default=False, verbose_name='chỉ nhập dòng đúng')),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('started_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                    ],
                    options={
                        'verbose_name': 'lượt nhập danh sách hộ',
                        'ordering': ['-started_at', '-pk'],
                        'indexes': [models.Index(fields=['ward', '-started_at'], name='roll_import_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'checking', 'ready', 'applying', 'done', 'discarded'])), name='roll_import_state'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'discarded'])), models.Q(models.Q(('state__in', ['done', 'discarded']), _negated=True), ('ended_at', None)), _connector='OR'), name='roll_import_end'), models.UniqueConstraint(condition=models.Q(('state__in', ['applying', 'checking', 'ready'])), fields=('ward',), name='ward_one_roll_import')],
                    },
                ),
                migrations.CreateModel(
                    name='RollImportLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('roll_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='ward.rollimport')),
                        ('position', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('fault', 'Dòng lỗi'), ('new', 'Hộ mới'), ('changed', 'Hộ thay đổi'), ('missing_person', 'Người không có trong tệp'), ('missing', 'Hộ không có trong tệp')], max_length=15, verbose_name='loại')),
                        ('sheet', models.CharField(blank=True, max_length=100, verbose_name='trang tính')),
                        ('row', models.PositiveIntegerField(blank=True, null=True, verbose_name='dòng')),
                        ('column', models.CharField(blank=True, max_length=3)),
                        ('header', models.CharField(blank=True, max_length=200, verbose_name='cột')),
                        ('value', models.CharField(blank=True, max_length=200, verbose_name='giá trị')),
                        ('household', models.CharField(blank=True, max_length=30, verbose_name='hộ')),
                        ('head_name', models.CharField(blank=True, max_length=150, verbose_name='chủ hộ')),
                        ('message', models.TextField(verbose_name='nội dung')),
                        ('search_text', models.TextField(editable=False)),
                    ],
                    options={
                        'verbose_name': 'dòng kết quả nhập danh sách',
                        'ordering': ['roll_import', 'position'],
                        'indexes': [models.Index(fields=['roll_import', 'kind', 'position'], name='roll_import_line_kinds')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['fault', 'new', 'changed', 'missing_person', 'missing'])), name='roll_import_line_kind'), models.UniqueConstraint(fields=('roll_import', 'position'), name='roll_import_line_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.ward', verbose_name='phường, xã')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='ward.person')),
                        ('office', models.CharField(choices=[('party_secretary', 'Bí thư Đảng ủy phường'), ('council_chair', 'Chủ tịch Hội đồng nhân dân phường'), ('council_vice_chair', 'Phó Chủ tịch Hội đồng nhân dân phường'), ('council_deputy', 'Đại biểu Hội đồng nhân dân phường'), ('ward_chair', 'Chủ tịch Ủy ban nhân dân phường'), ('ward_vice_chair', 'Phó Chủ tịch Ủy ban nhân dân phường'), ('front_chair', 'Chủ tịch Ủy ban Mặt trận Tổ quốc phường'), ('organisation_head', 'Người đứng đầu cơ quan, tổ chức'), ('assigned_officer', 'Người được giao nhiệm vụ thực hiện dân chủ ở cơ sở'), ('civil_servant', 'Công chức phường'), ('public_employee', 'Viên chức'), ('worker', 'Người lao động'), ('party_member', 'Đảng viên'), ('group_leader', 'Tổ trưởng tổ dân phố'), ('group_deputy', 'Tổ phó tổ dân phố'), ('front_committee_head', 'Trưởng ban công tác Mặt trận'), ('inspection_board_member', 'Thành viên Ban Thanh tra nhân dân'), ('investment_board_member', 'Thành viên Ban Giám sát đầu tư của cộng đồng'), ('auditor', 'Người kiểm tra nhật ký'), ('administrator', 'Quản trị hệ thống')], max_length=30, verbose_name='chức danh, vai trò')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='ward.residentialgroup')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='ward.organisation')),
                        ('title', models.CharField(blank=True, max_length=150, verbose_name='chức vụ ghi trên văn bản')),
                        ('starts_on', models.DateField(verbose_name='từ ngày')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày (dự kiến)')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='thôi giữ từ ngày')),
                        ('basis', models.CharField(blank=True, help_text='Quyết định, nghị quyết, biên bản bầu', max_length=200, verbose_name='căn cứ')),
                        ('end_basis', models.CharField(blank=True, max_length=200, verbose_name='căn cứ thôi giữ')),
                    ],
                    options={
                        'verbose_name': 'nhiệm kỳ, phân công',
                        'ordering': ['-starts_on'],
                        'indexes': [models.Index(fields=['ward', 'office', 'starts_on'], name='mandate_by_office'), models.Index(fields=['person', 'starts_on'], name='mandate_by_person')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('office__in', ['party_secretary', 'council_chair', 'council_vice_chair', 'council_deputy', 'ward_chair', 'ward_vice_chair', 'front_chair', 'organisation_head', 'assigned_officer', 'civil_servant', 'public_employee', 'worker', 'party_member', 'group_leader', 'group_deputy', 'front_committee_head', 'inspection_board_member', 'investment_board_member', 'auditor', 'administrator'])), name='mandate_office'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='mandate_planned_end'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='mandate_end'), models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('office__in', ['front_committee_head', 'group_deputy', 'group_leader'])), models.Q(models.Q(('office__in', ['front_committee_head', 'group_deputy', 'group_leader']), _negated=True), ('group__isnull', True)), _connector='OR'), name='mandate_group_office'), models.CheckConstraint(condition=models.Q(models.Q(('office__in', ['assigned_officer', 'civil_servant', 'organisation_head', 'public_employee', 'worker']), _negated=True), ('organisation__isnull', False), _connector='OR'), name='mandate_organisation_office'), models.UniqueConstraint(condition=models.Q(('ended_on', None), ('office__in', ['front_committee_head', 'group_leader'])), fields=('group', 'office'), name='group_office_one_holder'), models.UniqueConstraint(condition=models.Q(('ended_on', None), ('office__in', ['organisation_head'])), fields=('organisation', 'office'), name='organisation_office_one_holder'), models.UniqueConstraint(condition=models.Q(('ended_on', None), ('office__in', ['council_chair', 'front_chair', 'party_secretary', 'ward_chair'])), fields=('ward', 'office'), name='ward_office_one_holder'), models.UniqueConstraint(condition=models.Q(('office__in', ['front_committee_head', 'group_leader']), models.Q(('ended_on', None), ('ended_on__gt', models.F('starts_on')), _connector='OR')), fields=('group', 'office', 'starts_on'), name='group_office_one_beginning'), models.UniqueConstraint(condition=models.Q(('office__in', ['organisation_head']), models.Q(('ended_on', None), ('ended_on__gt', models.F('starts_on')), _connector='OR')), fields=('organisation', 'office', 'starts_on'), name='organisation_office_one_beginning'), models.UniqueConstraint(condition=models.Q(('office__in', ['council_chair', 'front_chair', 'party_secretary', 'ward_chair']), models.Q(('ended_on', None), ('ended_on__gt', models.F('starts_on')), _connector='OR')), fields=('ward', 'office', 'starts_on'), name='ward_office_one_beginning')],
                    },
                ),
            ],
        ),
    ]
