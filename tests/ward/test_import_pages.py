"""An officer imports the household roll: what he sees, what is stored, and when nothing is."""

from io import BytesIO

import openpyxl
import pytest

from danchu.core.models import AuditEntry
from danchu.lib import clock
from danchu.ward import tasks
from danchu.ward.actions.imports import apply_import, start_check
from danchu.ward.models import Household, Person, RollImport
from danchu.ward.roll_import.layout import Layout
from danchu.ward.states import ImportState
from tests import factories

from .rolls import AN, BINH, CHI, GROUP, on_roll, roll, row, sent, upload

NEW = "/ban-lam-viec/nhap-danh-sach/moi/"
BAD = row(CHI, code="TT1-03", name="Phạm Văn Dũng", number="019180000014", sex="Nam")


@pytest.fixture
def group(ward):
    return factories.group(ward, code="T1", name=GROUP)


@pytest.fixture
def client_of_officer(signed_in, officer):
    return signed_in(officer)


def test_the_officer_sees_the_result_and_nothing_is_stored_until_he_says_so(ward, group, client_of_officer):
    row_of = sent(client_of_officer, roll(AN, BINH, CHI))
    page = client_of_officer.get(row_of.get_absolute_url()).content.decode()
    assert "Cả 3 dòng đều đúng" in page
    assert "Nhập tất cả" in page
    assert "Hộ mới" in page
    assert not Household.objects.filter(ward=ward).exists()
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/")
    assert [each[:4] for each in on_roll(ward)[:2]] == [
        ("TT1-01", GROUP, "Số 5", "Nguyễn Văn An"),
        ("TT1-02", GROUP, "Số 7", "Lê Thị Chi"),
    ]
    an = Person.objects.get(full_name="Nguyễn Văn An")
    assert (an.is_head, str(an.born_on), an.sex, an.id_number, an.phone) == (
        True,
        "1962-03-05",
        "male",
        "019062000011",
        "+84912345678",
    )
    assert "binh" in Person.objects.get(full_name="Trần Thị Bình").search_text
    done = client_of_officer.get(row_of.get_absolute_url()).content.decode()
    assert "Đã nhập lúc" in done
    assert "Nhập tất cả" not in done


def test_bad_rows_are_told_with_cell_and_reason_and_may_be_left_out_with_their_households(
    ward, group, client_of_officer
):
    row_of = sent(client_of_officer, roll(AN, row(BINH, code="TT1-01", born="31/02/1965"), CHI, BAD))
    page = client_of_officer.get(row_of.get_absolute_url()).content.decode()
    assert "2 dòng lỗi trong 4 dòng" in page
    assert "F3" in page
    assert "không phải ngày có thật" in page
    assert "Nhập tất cả" not in page
    assert "Chỉ nhập 1 dòng đúng" in page
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/")
    assert not Household.objects.filter(ward=ward).exists()
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/", {"chi-dong-dung": "1"})
    assert list(Household.objects.filter(ward=ward).values_list("code", flat=True)) == ["TT1-02"]


def test_the_faults_can_be_downloaded_with_the_rows_that_hold_them(ward, group, client_of_officer):
    row_of = sent(client_of_officer, roll(AN, BAD))
    book = openpyxl.load_workbook(BytesIO(client_of_officer.get(f"{row_of.get_absolute_url()}loi.xlsx").content))
    listed, copied = (list(each.values) for each in book.worksheets)
    assert listed[1][:3] == (3, "H3", "CCCD")
    assert copied[1][4] == "Phạm Văn Dũng"


def test_the_list_of_changes_can_be_searched_and_narrowed(ward, group, client_of_officer):
    row_of = sent(client_of_officer, roll(AN, BINH, CHI))
    address = row_of.get_absolute_url()
    assert "TT1-01" not in client_of_officer.get(f"{address}?q=le+thi+chi").content.decode().split("Chi tiết")[1]
    assert "Không tìm thấy" in client_of_officer.get(f"{address}?loai=fault").content.decode()


def test_columns_that_were_misunderstood_can_be_chosen_otherwise(ward, group, client_of_officer):
    heads = ["Khu vực", "Mã hộ", "Địa chỉ", "Họ và tên", "Quan hệ", "Ngày sinh", "Giới tính", "CCCD", "Ghi chú 1"]
    answer = client_of_officer.post(NEW, {"file": upload(roll(AN, heads=heads))})
    page = client_of_officer.get(answer["Location"])
    assert page.context["form"]["group"].value() == ""
    chosen = {each.name: each.value() or "" for each in page.context["form"] if each.name != "creating"}
    again = client_of_officer.post(answer["Location"], {**chosen, "trang": "Dân cư", "group": "1"})
    assert again.status_code == 422
    assert "được chọn cho hai mục" in again.content.decode()
    client_of_officer.post(answer["Location"], {**chosen, "trang": "Dân cư", "group": "0", "phone": "8"})
    assert RollImport.objects.get().counts["good_rows"] == 1


def test_a_roll_without_households_or_heads_is_asked_for_the_column(ward, group, client_of_officer):
    answer = client_of_officer.post(NEW, {"file": upload(roll(["An", "x"], heads=["Họ và tên", "Địa chỉ"]))})
    page = client_of_officer.get(answer["Location"])
    chosen = {each.name: each.value() or "" for each in page.context["form"] if each.name != "creating"}
    answer = client_of_officer.post(answer["Location"], {**chosen, "trang": "Dân cư"})
    assert answer.status_code == 422
    assert "Chưa có cột Mã hộ" in answer.content.decode()


def test_discarding_deletes_the_file_and_changes_nothing(
    ward, group, client_of_officer, django_capture_on_commit_callbacks
):
    row_of = sent(client_of_officer, roll(AN))
    storage, name = row_of.file.storage, row_of.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        client_of_officer.post(f"{row_of.get_absolute_url()}bo/")
    row_of.refresh_from_db()
    assert row_of.state == ImportState.DISCARDED
    assert not storage.exists(name)
    assert not row_of.lines.exists()
    assert not Household.objects.filter(ward=ward).exists()
    assert "đã bỏ" in client_of_officer.get(row_of.get_absolute_url()).content.decode()


def test_a_second_officer_is_told_who_is_importing(ward, group, signed_in, officer, client_of_officer):
    sent(client_of_officer, roll(AN))
    other = signed_in(factories.staff(ward, "civil_servant"))
    answer = other.post(NEW, {"file": upload(roll(CHI))})
    page = other.get(answer["Location"])
    assert f"{officer.display_name} đang nhập tệp" in page.content.decode()
    chosen = {each.name: each.value() or "" for each in page.context["form"] if each.name != "creating"}
    answer = other.post(answer["Location"], {**chosen, "trang": "Dân cư"})
    assert answer.status_code == 422
    assert "Mỗi lúc chỉ một lượt nhập" in answer.content.decode()


def test_a_roll_that_changed_after_the_check_is_checked_again_and_not_stored(ward, group, client_of_officer):
    row_of = sent(client_of_officer, roll(AN, CHI))
    factories.household(group, code="TT1-02", head_name="Lê Thị Chi", address="Số 9")
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/")
    row_of.refresh_from_db()
    assert row_of.state == ImportState.READY
    assert not Household.objects.filter(code="TT1-01").exists()
    page = client_of_officer.get(row_of.get_absolute_url()).content.decode()
    assert "Sổ hộ đã thay đổi" in page
    assert "Địa chỉ Số 9 → Số 7" in page
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/")
    assert Household.objects.filter(ward=ward).count() == 2


def test_while_work_goes_on_a_progress_bar_is_shown_that_loads_itself(ward, group, officer, client_of_officer):
    row_of = sent(client_of_officer, roll(AN))
    RollImport.objects.filter(pk=row_of.pk).update(state=ImportState.CHECKING, done=30, total=120)
    answer = client_of_officer.get(row_of.get_absolute_url())
    assert answer.headers["Refresh"] == "2"
    page = answer.content.decode()
    assert '<progress id="progress" value="30" max="120">' in page
    assert "25%" in page


def test_an_import_that_was_discarded_meanwhile_stores_nothing(ward, group, officer, client_of_officer):
    row_of = sent(client_of_officer, roll(AN))
    apply_import(roll_import=row_of, by=officer, at=clock.now())
    client_of_officer.post(f"{row_of.get_absolute_url()}bo/")
    tasks.apply_roll.func(row_of.pk, officer.pk)
    assert not Household.objects.filter(ward=ward).exists()


def test_a_failure_in_the_middle_of_storing_leaves_nothing_behind(ward, group, officer, client_of_officer, monkeypatch):
    row_of = sent(client_of_officer, roll(AN, CHI))
    apply_import(roll_import=row_of, by=officer, at=clock.now())

    def fail(*arguments):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("danchu.ward.roll_import.storing._write_people", fail)
    with pytest.raises(RuntimeError):
        tasks.apply_roll.func(row_of.pk, officer.pk)
    assert not Household.objects.filter(ward=ward).exists()
    row_of.refresh_from_db()
    assert row_of.state == ImportState.UPLOADED
    page = client_of_officer.get(f"{row_of.get_absolute_url()}cot/").content.decode()
    assert "chưa có gì được nhập" in page


def test_the_audit_trail_tells_counts_and_hash_but_no_personal_data(ward, group, client_of_officer):
    row_of = sent(client_of_officer, roll(AN, BINH))
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/")
    entry = AuditEntry.objects.get(action="ward.store_roll")
    told = str(entry.payload)
    assert entry.payload["content"]["after"]["counts"]["people_new"] == 2
    assert row_of.sha256 in str(AuditEntry.objects.get(action="ward.begin_import").payload)
    everything = told + "".join(str(each.payload) for each in AuditEntry.objects.all())
    assert "Bình" not in everything
    assert "019062000011" not in everything


def test_findings_are_forgotten_after_a_month(ward, group, officer, client_of_officer):
    row_of = sent(client_of_officer, roll(AN, BAD))
    client_of_officer.post(f"{row_of.get_absolute_url()}nhap/", {"chi-dong-dung": "1"})
    waiting = sent(client_of_officer, roll(CHI))
    tasks.forget_imports(ward, clock.today())
    assert row_of.lines.exists()
    RollImport.objects.update(started_at=clock.moment_on(clock.today().replace(year=2020)))
    tasks.forget_imports(ward, clock.today())
    assert not row_of.lines.exists()
    waiting.refresh_from_db()
    assert waiting.state == ImportState.DISCARDED
    assert Household.objects.filter(ward=ward).count() == 1


def test_the_pages_ask_few_queries_however_long_the_result(
    ward, group, client_of_officer, django_assert_max_num_queries
):
    many = [row(CHI, code=f"TT1-{number}", number="", phone="") for number in range(60)]
    row_of = sent(client_of_officer, roll(*many))
    for address in (row_of.get_absolute_url(), "/ban-lam-viec/nhap-danh-sach/", f"{row_of.get_absolute_url()}cot/"):
        with django_assert_max_num_queries(8):
            assert client_of_officer.get(address).status_code == 200


def test_somebody_without_the_right_cannot_import(ward, group, signed_in, leader, officer):
    begun = sent(signed_in(officer), roll(AN))
    client = signed_in(leader)
    assert client.get("/ban-lam-viec/nhap-danh-sach/").status_code == 403
    assert client.post(f"{begun.get_absolute_url()}nhap/").status_code == 403


def test_the_template_is_understood_when_it_comes_back_filled_in(ward, group, client_of_officer):
    content = client_of_officer.get("/ban-lam-viec/nhap-danh-sach/tep-mau.xlsx").content
    book = openpyxl.load_workbook(BytesIO(content))
    book["Dữ liệu"].append([GROUP, "TT1-09", "Số 1", None, "Vũ Thị Em", "Chủ hộ", None, 1950, "Nữ"])
    out = BytesIO()
    book.save(out)
    assert sent(client_of_officer, out).counts["people_new"] == 1


def test_checking_again_with_other_columns_replaces_the_result(ward, group, officer, client_of_officer):
    row_of = sent(client_of_officer, roll(row(AN, group="Tổ lạ")))
    assert row_of.counts["faults"] == 1
    layout = Layout.of({**row_of.layout, "creating": True})
    start_check(roll_import=row_of, layout=layout, by=officer, at=clock.now())
    tasks.check_roll.func(row_of.pk)
    row_of.refresh_from_db()
    assert (row_of.counts["faults"], row_of.counts["groups_new"]) == (0, 1)
