from django.urls import URLPattern, path

from danchu.ward.views import (
    accounts,
    cards,
    deliveries,
    groups,
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
from danchu.ward.views.acts_places import CORRECTIONS, GROUPS, MANDATES, ORGANISATIONS, SWAPPED_DAYS
from danchu.ward.views.acts_roll import ACCOUNTS, HOUSEHOLDS, PEOPLE

app_name = "ward"

registers = [
    path("ban-lam-viec/to-dan-pho/", groups.Groups.as_view(), name="groups"),
    path("ban-lam-viec/to-dan-pho/<key:pk>/", groups.group, name="group"),
    *GROUPS.new_urls("ban-lam-viec/to-dan-pho/"),
    *GROUPS.urls("ban-lam-viec/to-dan-pho/<key:pk>/"),
    path("ban-lam-viec/ho/", households.Households.as_view(), name="households"),
    path("ban-lam-viec/ho/<key:pk>/", households.household, name="household"),
    *HOUSEHOLDS.new_urls("ban-lam-viec/ho/"),
    *HOUSEHOLDS.urls("ban-lam-viec/ho/<key:pk>/"),
    path("ban-lam-viec/nguoi/", people.People.as_view(), name="people"),
    path("ban-lam-viec/nguoi/<key:pk>/", people.person, name="person"),
    *PEOPLE.new_urls("ban-lam-viec/nguoi/"),
    *PEOPLE.urls("ban-lam-viec/nguoi/<key:pk>/"),
    path("ban-lam-viec/nguoi/<key:pk>/chuyen-ho/", person_forms.move, name="move-person"),
    path("ban-lam-viec/to-chuc/", organisations.Organisations.as_view(), name="organisations"),
    path("ban-lam-viec/to-chuc/<key:pk>/", organisations.organisation, name="organisation"),
    *ORGANISATIONS.new_urls("ban-lam-viec/to-chuc/"),
    *ORGANISATIONS.urls("ban-lam-viec/to-chuc/<key:pk>/"),
    path("ban-lam-viec/chuc-danh/", mandates.Mandates.as_view(), name="mandates"),
    path("ban-lam-viec/chuc-danh/ghi/", mandates.new, name="new-mandate"),
    *MANDATES.urls("ban-lam-viec/chuc-danh/<key:pk>/"),
    path("ban-lam-viec/phuong/", settings.settings, name="settings"),
    path("ban-lam-viec/quy-dinh/", law.rules, name="rules"),
    path("ban-lam-viec/quy-dinh/<str:key>/", law.rule, name="rule"),
    path("ban-lam-viec/quy-dinh/<str:key>/dieu-chinh/", law.correct, name="correct-rule"),
    *CORRECTIONS.urls("ban-lam-viec/dieu-chinh/<key:pk>/"),
    path("ban-lam-viec/ngay-nghi/", law.days, name="days-off"),
    *SWAPPED_DAYS.new_urls("ban-lam-viec/ngay-nghi/"),
    *SWAPPED_DAYS.urls("ban-lam-viec/ngay-nghi/<key:pk>/"),
]

documents = [
    path("ban-lam-viec/van-ban-den/", deliveries.Incoming.as_view(), name="incoming"),
    path("ban-lam-viec/van-ban-den/xac-nhan/", deliveries.ACKNOWLEDGE.as_view(), name="acknowledge-incoming"),
    path("ban-lam-viec/van-ban-den/<key:pk>/", deliveries.incoming, name="incoming-document"),
    path("ban-lam-viec/gui-van-ban/", deliveries.Deliveries.as_view(), name="deliveries"),
    path("ban-lam-viec/gui-van-ban/<key:pk>/", deliveries.deliver, name="deliver"),
]

roll_imports = [
    path("ban-lam-viec/nhap-danh-sach/", imports.Imports.as_view(), name="roll-imports"),
    path("ban-lam-viec/nhap-danh-sach/moi/", imports.new, name="roll-import-new"),
    path("ban-lam-viec/nhap-danh-sach/tep-mau.xlsx", imports.template_to_fill, name="roll-template"),
    path("ban-lam-viec/nhap-danh-sach/<key:pk>/", imports.one, name="roll-import"),
    path("ban-lam-viec/nhap-danh-sach/<key:pk>/cot/", imports.columns, name="roll-import-columns"),
    path("ban-lam-viec/nhap-danh-sach/<key:pk>/loi.xlsx", imports.faults, name="roll-import-faults"),
    path("ban-lam-viec/nhap-danh-sach/<key:pk>/nhap/", imports.apply, name="roll-import-apply"),
    path("ban-lam-viec/nhap-danh-sach/<key:pk>/bo/", imports.discard, name="roll-import-discard"),
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
    path("ban-lam-viec/the-ho/to/<key:pk>/", cards.issue, name="issue-cards"),
    path("ban-lam-viec/the-ho/ho/<key:pk>/", cards.replace, name="replace-card"),
]

staff_accounts = [
    path("ban-lam-viec/tai-khoan/", accounts.Accounts.as_view(), name="accounts"),
    path("ban-lam-viec/tai-khoan/cap/", accounts.PeopleForAccount.as_view(), name="people-for-account"),
    path("ban-lam-viec/tai-khoan/cap/<key:pk>/", accounts.give, name="give-account"),
    path("ban-lam-viec/tai-khoan/<key:pk>/", accounts.one, name="staff-account"),
    *ACCOUNTS.urls("ban-lam-viec/tai-khoan/<key:pk>/"),
]

urlpatterns: list[URLPattern] = [*registers, *documents, *roll_imports, *door, *cards_on_paper, *staff_accounts]
