"""What can be done with a household and a person on the roll, and with an account of staff."""

from datetime import date, datetime

from django.http import HttpResponse
from django.urls import reverse

from danchu.core.models import User, Ward
from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import day, form_of
from danchu.core.ui.pages import sent
from danchu.core.ui.request import Request
from danchu.ward import forms, queries, queries_access, second_factor
from danchu.ward.actions import accounts, households, people
from danchu.ward.actions.people import PersonData
from danchu.ward.models import Household, Person, ResidentialGroup
from danchu.ward.views.invitation import paper


def _name(household: Household) -> str:
    return f"hộ {household.head_name or household.code}"


def _lives_here(row: Household | Person) -> bool:
    return row.left_on is None


def _has_left(row: Household | Person) -> bool:
    return row.left_on is not None


def _open_household(
    *, ward: Ward, group: ResidentialGroup, code: str, address: str, head: PersonData, by: User, at: datetime
) -> Household:
    return households.open_household(group=group, code=code, address=address, head=head, by=by, at=at)


def _new_household(request: Request, ward: Ward) -> forms.NewHouseholdForm:
    return forms.NewHouseholdForm(*sent(request), ward=ward, initial={"group": request.GET.get("to")})


HOUSEHOLDS = Acts(
    Household,
    access=queries.access_household,
    page="ward:household",
    listed="ward:households",
    new=(
        Act(
            "them",
            _open_household,
            _new_household,
            name="new-household",
            policy="ward.change_roll",
            label="Thêm hộ",
            submit="Lưu",
            done="Đã thêm hộ.",
            intro=lambda ward: "Ghi hộ và chủ hộ trước, rồi thêm các thành viên khác ở trang của hộ.",
        ),
    ),
    acts=(
        Act(
            "tro-lai",
            households.household_returns,
            name="household-returns",
            label="Ghi nhận trở lại",
            title=lambda row: f"Ghi nhận {_name(row)} trở lại",
            submit="Ghi nhận",
            intro=lambda row: (
                "Những người đã chuyển đi cùng hộ cũng trở lại danh sách. Thẻ cũ không còn dùng được; hãy cấp thẻ mới."
            ),
            fits=_has_left,
        ),
        Act(
            "sua",
            households.change_household,
            forms.HouseholdForm,
            name="change-household",
            label="Sửa",
            title=lambda row: f"Sửa {_name(row)}",
            submit="Lưu",
            intro=lambda row: "",
            initial=forms.known_by(forms.HouseholdForm),
            fits=_lives_here,
        ),
        Act(
            "them-nguoi",
            people.add_member,
            forms.MemberForm,
            name="add-member",
            label="Thêm thành viên",
            title=lambda row: f"Thêm thành viên {_name(row)}",
            submit="Lưu",
            done="Đã thêm.",
            intro=lambda row: "",
            fits=_lives_here,
        ),
        Act(
            "chu-ho",
            people.change_head,
            forms.HeadForm,
            name="change-head",
            label="Đổi chủ hộ",
            title=lambda row: f"Đổi chủ {_name(row)}",
            submit="Lưu",
            intro=lambda row: "Sau khi đổi, hãy xem lại quan hệ của các thành viên với chủ hộ mới.",
            fits=_lives_here,
            weight=Weight.SELDOM,
        ),
        Act(
            "chuyen-to",
            households.move_household,
            forms.HouseholdMoveForm,
            name="move-household",
            label="Chuyển sang tổ khác trong phường",
            title=lambda row: f"Chuyển {_name(row)} trong phường",
            submit="Lưu",
            intro=lambda row: "",
            initial=forms.known_by(forms.HouseholdMoveForm),
            fits=_lives_here,
            weight=Weight.SELDOM,
        ),
        Act(
            "chuyen-di",
            households.household_leaves,
            form_of(left_on=day("Chuyển đi từ ngày", today=True)),
            name="household-leaves",
            label="Ghi nhận chuyển đi khỏi phường",
            title=lambda row: f"Ghi nhận {_name(row)} chuyển đi",
            submit="Ghi nhận",
            intro=lambda row: (
                "Mọi thành viên đang ở trong hộ được ghi chuyển đi cùng ngày; thẻ của hộ không còn dùng được."
            ),
            fits=_lives_here,
            weight=Weight.SELDOM,
        ),
    ),
)


def _departs(
    *, person: Person, departure: str, left_on: date, new_head: Person | None = None, by: User, at: datetime
) -> Person:
    if departure == forms.PersonDepartureForm.OFFICE:
        return people.person_leaves_household(person=person, new_head=new_head, by=by, at=at)
    return people.person_leaves(person=person, departure=departure, left_on=left_on, new_head=new_head, by=by, at=at)


def _departure(request: Request, row: Person) -> forms.PersonDepartureForm:
    return forms.PersonDepartureForm(*sent(request), household=row.household, leaving=row)


def _change(request: Request, row: Person) -> forms.PersonForm:
    shape = forms.MemberForm if row.household_id and not row.is_head else forms.PersonForm
    return shape(*sent(request), initial=forms.typed(row))


def _split(request: Request, row: Person) -> forms.SplitForm:
    initial = forms.known(row.household, forms.SplitForm) if row.household else {}
    told = {"ward": request.ward, "household": row.household, "leaving": row}
    return forms.SplitForm(*sent(request), **told, initial={**initial, "code": ""})


PEOPLE = Acts(
    Person,
    access=queries.access_person,
    page="ward:person",
    listed="ward:people",
    new=(
        Act(
            "them",
            people.add_outsider,
            forms.PersonForm,
            name="new-person",
            label="Thêm người không cư trú tại phường",
            submit="Lưu",
            done="Đã thêm. Giờ có thể ghi chức danh.",
            intro=lambda ward: (
                "Dành cho người giữ chức danh mà không có hộ ở phường. Thành viên của hộ: thêm ở trang của hộ."
            ),
        ),
    ),
    acts=(
        Act(
            "tro-lai",
            people.person_returns,
            name="person-returns",
            label="Ghi nhận trở lại",
            title=lambda row: f"Ghi nhận {row.full_name} trở lại danh sách",
            submit="Ghi nhận",
            intro=lambda row: "",
            fits=_has_left,
        ),
        Act(
            "sua",
            people.change_person,
            _change,
            name="change-person",
            label="Sửa",
            title=lambda row: f"Sửa {row.full_name}",
            submit="Lưu",
            intro=lambda row: "",
            initial=forms.typed,
            fits=_lives_here,
        ),
        Act(
            "tach-ho",
            households.split_household,
            _split,
            name="split-household",
            label="Tách thành hộ mới",
            title=lambda row: f"Tách hộ: {row.full_name} làm chủ hộ mới",
            submit="Tách hộ",
            intro=lambda row: "",
            fits=lambda row: _lives_here(row) and queries.lives_with_others(row),
            weight=Weight.SELDOM,
            then=lambda request, made: str(made.get_absolute_url()),
        ),
        Act(
            "roi-di",
            _departs,
            _departure,
            name="person-leaves",
            policy="ward.change_roll",
            label="Ghi nhận chuyển đi, đã mất",
            title=lambda row: f"Ghi nhận {row.full_name} không còn ở phường",
            submit="Ghi nhận",
            intro=lambda row: "",
            fits=_lives_here,
            weight=Weight.SELDOM,
        ),
    ),
)


def _access_account(user: User, ward: Ward, pk: int) -> User:
    return queries_access.access_staff_account(ward, pk)


def _is_open(account: User) -> bool:
    return account.is_active


def _with_link(request: Request, account: User) -> HttpResponse:
    return paper(request, account)


ACCOUNTS = Acts(
    User,
    access=_access_account,
    room="ward",
    page=lambda request, row: reverse("ward:staff-account", args=[row.pk]),
    acts=(
        Act(
            "mo-lai",
            accounts.reopen_account,
            name="reopen-account",
            label="Mở lại tài khoản",
            title=lambda row: f"Mở lại tài khoản: {row.display_name}",
            done="Đã mở lại tài khoản.",
            intro=lambda row: "Người này lại đăng nhập được bằng mật khẩu và cách xác thực đã có.",
            fits=lambda row: not row.is_active,
        ),
        Act(
            "mat-khau",
            accounts.reset_password,
            name="reset-password",
            label="Đặt lại mật khẩu",
            title=lambda row: f"Đặt lại mật khẩu: {row.display_name}",
            intro=lambda row: (
                "Mật khẩu cũ và các đường dẫn đã trao hết tác dụng; người này bị thoát. "
                "Bước sau là tờ giấy có đường dẫn mới."
            ),
            fits=_is_open,
            then=_with_link,
        ),
        Act(
            "hai-buoc",
            accounts.reset_second_factor,
            name="reset-second-factor",
            label="Đặt lại xác thực hai bước",
            title=lambda row: f"Đặt lại xác thực hai bước: {row.display_name}",
            intro=lambda row: (
                "Dùng khi mất điện thoại hoặc khóa bảo mật. Ứng dụng, khóa, mã dự phòng và mật khẩu cũ đều hết tác "
                "dụng; người này đặt lại từ đầu. Hãy chắc chắn đúng người đang đề nghị."
            ),
            fits=lambda row: _is_open(row) and second_factor.has_second_factor(row),
            then=_with_link,
        ),
        Act(
            "khoa",
            accounts.close_account,
            name="close-account",
            label="Khóa tài khoản",
            title=lambda row: f"Khóa tài khoản: {row.display_name}",
            done="Đã khóa tài khoản.",
            intro=lambda row: (
                "Người này bị thoát ngay và không đăng nhập được nữa. Những gì đã làm vẫn giữ nguyên. Có thể mở lại."
            ),
            fits=_is_open,
            suits=lambda user, row: user.pk != row.pk,
        ),
    ),
)
