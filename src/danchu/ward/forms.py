"""The shape of what is typed into the registers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms

from danchu.core.models import Ward
from danchu.core.spreadsheets import values
from danchu.core.ui.forms import DateField, Form, IntegerField, RowsField
from danchu.lib import clock
from danchu.lib.vntext import vn_phone
from danchu.ward import queries
from danchu.ward.actions.organisations import OrganisationData
from danchu.ward.actions.people import PersonData
from danchu.ward.models import Household, Mandate, Organisation, Person, ResidentialGroup
from danchu.ward.states import OF_GROUP, OF_ORGANISATION, Departure, Office, OrganisationKind, Sex


class GroupChoice(forms.ModelChoiceField):
    """One of the groups that exist; the form sets the ward."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Tổ dân phố", "empty_label": "Chọn tổ", "queryset": None, **kwargs})


class WardForm(Form):
    """A form that offers groups and organisations of its ward."""

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, GroupChoice):
                field.queryset = queries.groups(ward)
            elif name == "organisation":
                field.queryset = queries.organisations(ward)


class GroupForm(Form):
    name = forms.CharField(label="Tên", max_length=100, help_text="Ví dụ: Tổ dân phố Tân Thành 1")
    code = forms.CharField(label="Mã tổ", max_length=20, help_text="Như ghi trong bảng tính danh sách hộ.")
    community_house = forms.CharField(label="Nhà văn hóa, nơi niêm yết", max_length=200, required=False)


class GroupRetirementForm(WardForm):
    retired_on = DateField(label="Từ ngày", initial=clock.today)
    into = GroupChoice(
        label="Các hộ chuyển sang tổ", required=False, empty_label="Tổ không còn hộ nào", help_text="Khi sáp nhập tổ."
    )


class PersonForm(Form):
    """A person. The day of birth is typed as people write it; of some only the year is known."""

    full_name = forms.CharField(label="Họ và tên", max_length=150)
    birth = forms.CharField(
        label="Ngày sinh",
        max_length=40,
        required=False,
        help_text="Ví dụ 05/03/1962; chỉ biết năm thì ghi 1962.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label="Giới tính", choices=[("", "Chưa ghi"), *Sex.choices], required=False)
    id_number = forms.CharField(
        label="Số định danh cá nhân",
        max_length=20,
        required=False,
        help_text="12 chữ số trên thẻ căn cước.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="Điện thoại",
        max_length=40,
        required=False,
        help_text="Dùng để nhận mã đăng nhập.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False)

    def clean_birth(self) -> values.PartialDate | None:
        return _parsed(values.partial_date(self.cleaned_data["birth"], latest=clock.today()))

    def clean_id_number(self) -> str:
        return "".join(self.cleaned_data["id_number"].split())

    def clean_phone(self) -> str:
        return _parsed(values.phone(self.cleaned_data["phone"])) or ""

    def person(self) -> PersonData:
        """What was typed, as the acts take it."""
        data = self.cleaned_data
        birth = data["birth"]
        return PersonData(
            born_on=birth.day if birth and birth.precision == values.Precision.DAY else None,
            born_in_year=birth.day.year if birth else None,
            **{name: data[name] for name in ("full_name", "sex", "id_number", "phone", "email")},
        )

    def told(self) -> dict[str, Any]:
        return {"data": self.person()}


def typed(person: Person) -> dict[str, Any]:
    """What ``PersonForm`` and ``MemberForm`` begin with."""
    same = ("full_name", "sex", "id_number", "email", "relation")
    return {"birth": person.birth, "phone": vn_phone(person.phone), **{name: getattr(person, name) for name in same}}


def _parsed(parsed: values.Parsed[Any]) -> Any:
    if parsed.error:
        raise forms.ValidationError(parsed.error)
    return parsed.value


class MemberForm(PersonForm):
    relation = forms.CharField(
        label="Quan hệ với chủ hộ", max_length=50, required=False, help_text="Ví dụ: Vợ, Con, Mẹ. Chủ hộ để trống."
    )

    def told(self) -> dict[str, Any]:
        return {**super().told(), "relation": self.cleaned_data["relation"]}


class HouseholdForm(Form):
    code = forms.CharField(label="Mã hộ", max_length=30, help_text="Không trùng với hộ khác trong phường.")
    address = forms.CharField(label="Địa chỉ", max_length=200, required=False)


class NewHouseholdForm(WardForm, HouseholdForm, PersonForm):
    """A household with its head."""

    field_order = ("group", "code", "address", "full_name", "birth", "sex", "id_number", "phone", "email")
    group = GroupChoice()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].label = "Họ và tên chủ hộ"

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("group", "code", "address")} | {"head": self.person()}


class HouseholdMoveForm(WardForm):
    group = GroupChoice(label="Chuyển đến tổ")
    address = forms.CharField(label="Địa chỉ mới", max_length=200, required=False)


class HeadForm(Form):
    """Who follows a head of household: one of the others who live in it."""

    new_head = forms.ModelChoiceField(label="Chủ hộ mới", queryset=None, empty_label="Chọn chủ hộ mới")

    def __init__(self, *args: Any, household: Household | None, leaving: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if leaving is not None and not leaving.is_head:
            del self.fields["new_head"]
            return
        others = household.members.filter(left_on=None, is_head=False) if household else Person.objects.none()
        self.fields["new_head"].queryset = others
        if leaving is not None:
            self.fields["new_head"].required = False
            self.fields["new_head"].empty_label = "Không còn ai ở lại"


class PersonDepartureForm(HeadForm):
    OFFICE = "office"
    field_order = ("departure", "left_on", "new_head")
    departure = forms.ChoiceField(
        label="Lý do",
        choices=[*Departure.choices, (OFFICE, "Rời hộ, không cư trú tại phường nữa nhưng vẫn giữ chức danh")],
        widget=forms.RadioSelect,
    )
    left_on = DateField(label="Từ ngày", initial=clock.today)


class PersonMoveForm(HeadForm):
    relation = forms.CharField(label="Quan hệ với chủ hộ mới", max_length=50, required=False)


class SplitForm(HeadForm, WardForm, HouseholdForm):
    """A member who begins a household of their own."""

    field_order = ("group", "code", "address", "new_head")
    group = GroupChoice()


class OrganisationForm(Form):
    name = forms.CharField(label="Tên", max_length=200)
    kind = forms.ChoiceField(label="Loại", choices=OrganisationKind.choices)
    code = forms.CharField(label="Mã", max_length=20, help_text="Ngắn, không trùng; ví dụ: VHXH.")
    abbreviation = forms.CharField(
        label="Chữ viết tắt trên văn bản", max_length=30, required=False, help_text="Ví dụ: PVHXH"
    )
    headcount = IntegerField(label="Số người", min_value=0, max_value=1_000_000, initial=0)
    is_unit = forms.BooleanField(label="Là đơn vị được phân công nhiệm vụ của phường", required=False)
    address = forms.CharField(label="Địa chỉ", max_length=200, required=False)
    phone = forms.CharField(
        label="Điện thoại",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False)

    def told(self) -> dict[str, Any]:
        return {"data": OrganisationData(**self.cleaned_data)}


_TITLE = "Ghi khi khác với tên chức danh; ví dụ: Hiệu trưởng."
_ENDED = "Chỉ ghi khi nhiệm kỳ đã kết thúc. Đây là ngày đầu tiên không còn giữ."


class TermForm(Form):
    """The days of a term and what it rests on."""

    title = forms.CharField(label="Chức vụ ghi trên văn bản", max_length=150, required=False, help_text=_TITLE)
    starts_on = DateField(label="Từ ngày")
    ends_on = DateField(label="Đến hết ngày (dự kiến)", required=False)
    ended_on = DateField(label="Đã thôi giữ từ ngày", required=False, help_text=_ENDED)
    basis = forms.CharField(
        label="Căn cứ", max_length=200, required=False, help_text="Quyết định, nghị quyết, biên bản bầu."
    )


class MandateForm(WardForm, TermForm):
    field_order = (
        *("office", "group", "organisation", "title", "starts_on", "ends_on", "basis", "replacing", "ended_on"),
    )
    office = forms.ChoiceField(label="Chức danh, vai trò", choices=[("", "Chọn chức danh"), *Office.choices])
    group = GroupChoice(
        required=False,
        empty_label="Không gắn với tổ",
        help_text=f"Dành cho: {', '.join(each.label for each in Office if each in OF_GROUP)}.",
    )
    organisation = forms.ModelChoiceField(
        label="Cơ quan, đơn vị",
        queryset=None,
        required=False,
        empty_label="Không gắn với đơn vị",
        help_text=f"Bắt buộc với: {', '.join(each.label for each in Office if each in OF_ORGANISATION)}.",
    )
    replacing = forms.BooleanField(
        label="Thay người đang giữ: người đó thôi giữ từ cùng ngày",
        required=False,
        help_text="Với chức danh mỗi lúc chỉ một người giữ, như tổ trưởng.",
    )


class MandateEndForm(Form):
    ended_on = DateField(label="Thôi giữ từ ngày", initial=clock.today, help_text="Ngày đầu tiên không còn giữ.")
    basis = forms.CharField(label="Căn cứ", max_length=200, required=False, help_text="Quyết định, biên bản.")


class WardSettingsForm(Form):
    name = forms.CharField(label="Tên", max_length=100, help_text="Ví dụ: phường Bách Quang")
    place = forms.CharField(label="Địa danh trên văn bản", max_length=100, help_text="Ví dụ: Bách Quang")
    abbreviation = forms.CharField(
        label="Chữ viết tắt cơ quan ban hành", max_length=20, help_text="Trong ký hiệu văn bản; ví dụ: UBND"
    )
    address = forms.CharField(label="Địa chỉ trụ sở", max_length=200, required=False)
    phone = forms.CharField(
        label="Điện thoại",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False)


def known_by(form: type[Form]) -> Callable[[Any], dict[str, Any]]:
    """What ``form`` begins with, as a function of the row that it changes."""
    return partial(known, form=form)


def known(row: Household | Organisation | Mandate | ResidentialGroup | Ward, form: type[Form]) -> dict[str, Any]:
    """What ``form`` begins with: the columns of ``row`` under the same names."""
    return {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}


class DeliveryForm(Form):
    """Organisations and groups. ``units`` are the organisations that it offers."""

    organisations = RowsField(
        label="Cơ quan, đơn vị", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = RowsField(label="Tổ dân phố", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = list(queries.organisations(ward))
        self.fields["organisations"].queryset = queries.organisations(ward)
        self.fields["organisations"].choices = [(each.pk, str(each)) for each in self.units]  # read once
        self.fields["groups"].queryset = queries.groups(ward)
