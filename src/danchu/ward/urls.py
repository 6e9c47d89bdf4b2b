from django.urls import URLPattern, path

from danchu.ward.views import (
    groups,
    household_forms,
    households,
    imports,
    mandates,
    organisations,
    people,
    person_forms,
    settings,
)

app_name = "ward"

registers = [
    path("ban-lam-viec/to-dan-pho/", groups.Groups.as_view(), name="groups"),
    path("ban-lam-viec/to-dan-pho/them/", groups.new, name="new-group"),
    path("ban-lam-viec/to-dan-pho/<int:pk>/", groups.group, name="group"),
    path("ban-lam-viec/to-dan-pho/<int:pk>/sua/", groups.change, name="change-group"),
    path("ban-lam-viec/to-dan-pho/<int:pk>/giai-the/", groups.retire, name="retire-group"),
    path("ban-lam-viec/ho/", households.Households.as_view(), name="households"),
    path("ban-lam-viec/ho/them/", household_forms.new, name="new-household"),
    path("ban-lam-viec/ho/<int:pk>/", households.household, name="household"),
    path("ban-lam-viec/ho/<int:pk>/sua/", household_forms.change, name="change-household"),
    path("ban-lam-viec/ho/<int:pk>/chuyen-to/", household_forms.move, name="move-household"),
    path("ban-lam-viec/ho/<int:pk>/chuyen-di/", household_forms.leave, name="household-leaves"),
    path("ban-lam-viec/ho/<int:pk>/tro-lai/", household_forms.come_back, name="household-returns"),
    path("ban-lam-viec/ho/<int:pk>/chu-ho/", household_forms.head, name="change-head"),
    path("ban-lam-viec/ho/<int:pk>/them-nguoi/", household_forms.add, name="add-member"),
    path("ban-lam-viec/nguoi/", people.People.as_view(), name="people"),
    path("ban-lam-viec/nguoi/them/", person_forms.new, name="new-person"),
    path("ban-lam-viec/nguoi/<int:pk>/", people.person, name="person"),
    path("ban-lam-viec/nguoi/<int:pk>/sua/", person_forms.change, name="change-person"),
    path("ban-lam-viec/nguoi/<int:pk>/roi-di/", person_forms.leave, name="person-leaves"),
    path("ban-lam-viec/nguoi/<int:pk>/tro-lai/", person_forms.come_back, name="person-returns"),
    path("ban-lam-viec/nguoi/<int:pk>/chuyen-ho/", person_forms.move, name="move-person"),
    path("ban-lam-viec/nguoi/<int:pk>/tach-ho/", person_forms.split, name="split-household"),
    path("ban-lam-viec/to-chuc/", organisations.Organisations.as_view(), name="organisations"),
    path("ban-lam-viec/to-chuc/them/", organisations.new, name="new-organisation"),
    path("ban-lam-viec/to-chuc/<int:pk>/", organisations.organisation, name="organisation"),
    path("ban-lam-viec/to-chuc/<int:pk>/sua/", organisations.change, name="change-organisation"),
    path("ban-lam-viec/to-chuc/<int:pk>/ngung/", organisations.retire, name="retire-organisation"),
    path("ban-lam-viec/chuc-danh/", mandates.Mandates.as_view(), name="mandates"),
    path("ban-lam-viec/chuc-danh/ghi/", mandates.new, name="new-mandate"),
    path("ban-lam-viec/chuc-danh/<int:pk>/thoi-giu/", mandates.end, name="end-mandate"),
    path("ban-lam-viec/chuc-danh/<int:pk>/sua/", mandates.correct, name="correct-mandate"),
    path("ban-lam-viec/phuong/", settings.settings, name="settings"),
]

roll_imports = [
    path("ban-lam-viec/nhap-danh-sach/", imports.Imports.as_view(), name="roll-imports"),
    path("ban-lam-viec/nhap-danh-sach/moi/", imports.new, name="roll-import-new"),
    path("ban-lam-viec/nhap-danh-sach/tep-mau.xlsx", imports.template_to_fill, name="roll-template"),
    path("ban-lam-viec/nhap-danh-sach/<int:pk>/", imports.one, name="roll-import"),
    path("ban-lam-viec/nhap-danh-sach/<int:pk>/cot/", imports.columns, name="roll-import-columns"),
    path("ban-lam-viec/nhap-danh-sach/<int:pk>/loi.xlsx", imports.faults, name="roll-import-faults"),
    path("ban-lam-viec/nhap-danh-sach/<int:pk>/nhap/", imports.apply, name="roll-import-apply"),
    path("ban-lam-viec/nhap-danh-sach/<int:pk>/bo/", imports.discard, name="roll-import-discard"),
]

urlpatterns: list[URLPattern] = [*registers, *roll_imports]
