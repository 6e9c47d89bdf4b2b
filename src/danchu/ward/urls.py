from django.urls import URLPattern, path

from danchu.ward.views import (
    accounts,
    cards,
    deliveries,
    groups,
    household_forms,
    households,
    imports,
    law,
    mandates,
    organisations,
    people,
    person_forms,
    settings,
    sign_in,
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
    path("ban-lam-viec/quy-dinh/", law.rules, name="rules"),
    path("ban-lam-viec/quy-dinh/<str:key>/", law.rule, name="rule"),
    path("ban-lam-viec/quy-dinh/<str:key>/dieu-chinh/", law.correct, name="correct-rule"),
    path("ban-lam-viec/dieu-chinh/<int:pk>/ket-thuc/", law.end, name="end-correction"),
    path("ban-lam-viec/dieu-chinh/<int:pk>/bo/", law.drop, name="drop-correction"),
    path("ban-lam-viec/ngay-nghi/", law.days, name="days-off"),
    path("ban-lam-viec/ngay-nghi/ghi/", law.swap, name="swap-day"),
    path("ban-lam-viec/ngay-nghi/<int:pk>/bo/", law.unswap, name="unswap-day"),
]

documents = [
    path("ban-lam-viec/van-ban-den/", deliveries.Incoming.as_view(), name="incoming"),
    path("ban-lam-viec/van-ban-den/<int:pk>/", deliveries.incoming, name="incoming-document"),
    path("ban-lam-viec/gui-van-ban/", deliveries.Deliveries.as_view(), name="deliveries"),
    path("ban-lam-viec/gui-van-ban/<int:pk>/", deliveries.deliver, name="deliver"),
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

door = [
    path("dang-nhap/", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/lay-ma/", sign_in.ask_code, name="ask-code"),
    path("dang-nhap/nhap-ma/", sign_in.enter_code, name="sign-in-code"),
    path("dang-nhap/chon-nguoi/", sign_in.choose, name="sign-in-choose"),
    path("dang-nhap/tin-nhan-trinh-dien/", sign_in.demonstration_codes, name="demonstration-codes"),
    path("the/", sign_in.card, name="card"),
    path("tai-khoan-cua-toi/", sign_in.account, name="account"),
    path("tai-khoan-cua-toi/xac-thuc-hai-buoc/", sign_in.set_up_second_factor, name="second-factor"),
]

cards_on_paper = [
    path("ban-lam-viec/the-ho/", cards.Cards.as_view(), name="cards"),
    path("ban-lam-viec/the-ho/to/<int:pk>/", cards.issue, name="issue-cards"),
    path("ban-lam-viec/the-ho/ho/<int:pk>/", cards.replace, name="replace-card"),
]

staff_accounts = [
    path("ban-lam-viec/tai-khoan/", accounts.Accounts.as_view(), name="accounts"),
    path("ban-lam-viec/tai-khoan/cap/", accounts.PeopleForAccount.as_view(), name="people-for-account"),
    path("ban-lam-viec/tai-khoan/cap/<int:pk>/", accounts.give, name="give-account"),
    path("ban-lam-viec/tai-khoan/<int:pk>/", accounts.one, name="staff-account"),
    path("ban-lam-viec/tai-khoan/<int:pk>/khoa/", accounts.close, name="close-account"),
    path("ban-lam-viec/tai-khoan/<int:pk>/mo-lai/", accounts.reopen, name="reopen-account"),
    path("ban-lam-viec/tai-khoan/<int:pk>/mat-khau/", accounts.reset_password, name="reset-password"),
    path("ban-lam-viec/tai-khoan/<int:pk>/hai-buoc/", accounts.reset_factor, name="reset-second-factor"),
]

urlpatterns: list[URLPattern] = [*registers, *documents, *roll_imports, *door, *cards_on_paper, *staff_accounts]
