"""Keys, opening, letting another in, and making a denunciation of what was sent in as something else."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.core.models import AuditSecret, StoredFile
from danchu.core.refusals import Refused
from danchu.core.ui.in_memory import InMemoryMiddleware, in_memory
from danchu.duties.models import Duty
from danchu.inspect import key_words, seal
from danchu.inspect.actions.sealing import make_key
from danchu.inspect.actions.settling import accept_case
from danchu.inspect.forms.sealed import SealedForm
from danchu.inspect.models import Case, Sender, SettlerKey
from danchu.inspect.opening import TOO_OFTEN, WRONG, new_pair
from danchu.inspect.states import Part, State
from danchu.inspect.tasks import ask_for_key
from danchu.lib.vntext import fold
from tests import factories
from tests.inspect.words import MORNING, NAME, WORDS
from tests.know.files import a_pdf, a_picture

pytestmark = pytest.mark.django_db
KEYS = "/ban-lam-viec/don-thu/khoa/"
OTHER_WORDS = "núi Cốc mây phủ bốn mùa"


def page(case, name="seal"):
    return reverse(f"inspect:{name}", args=[case.pk])


def opening(case, client, words=WORDS, **more):
    return client.post(page(case), {"reason": "Đọc đơn", "words": words, **more})


@pytest.fixture
def picture():
    return a_picture("chứng cứ.jpg").read()


def test_a_leader_makes_a_key_with_a_sentence(ward, chair, signed_in):
    client = signed_in(chair)
    assert "chưa nhận được tố cáo" in client.get(KEYS).content.decode()
    answer = client.post(KEYS, {"words": WORDS, "again": WORDS.upper()}, follow=True)
    mark = seal.mark_of(bytes(SettlerKey.objects.get().public))
    assert mark in answer.content.decode()
    assert WORDS not in answer.content.decode()


def test_a_sentence_that_is_easily_guessed_or_typed_otherwise_is_refused(chair, signed_in):
    client = signed_in(chair)
    assert "sáu tiếng" in client.get(KEYS).content.decode()
    assert (
        "khác nhau" in client.post(KEYS, {"words": "ba ba ba ba ba ba ba ba"} | {"again": "ba " * 8}).content.decode()
    )
    assert "không giống nhau" in client.post(KEYS, {"words": WORDS, "again": OTHER_WORDS}).content.decode()
    assert not SettlerKey.objects.exists()


def test_the_words_that_the_machine_draws_are_good_enough_and_differ():
    drawn = {key_words.suggested() for _ in range(20)}
    assert len(drawn) == 20
    assert all(new_pair(each) for each in list(drawn)[:3])


def test_a_new_key_opens_nothing_that_the_old_one_did(ward, denounced, settler, signed_in):
    case, client = denounced(), signed_in(settler)
    client.post(KEYS, {"words": OTHER_WORDS, "again": OTHER_WORDS})
    assert "Không còn ai đương chức mở được" in client.get(page(case)).content.decode()
    assert NAME not in opening(case, client, OTHER_WORDS).content.decode()


def test_the_right_words_show_the_letter_once_and_nothing_keeps_it(denounced, settler, signed_in, picture):
    case = denounced(files=[seal.Enclosure("chứng cứ.jpg", "image/jpeg", picture)])
    client = signed_in(settler)
    assert NAME not in client.get(page(case)).content.decode()
    answer = opening(case, client)
    shown = answer.content.decode()
    assert NAME in shown
    assert "data:image/jpeg;base64," in shown
    assert "no-store" in answer.headers["Cache-Control"]
    assert NAME not in client.get(page(case)).content.decode()
    assert NAME not in str(dict(client.session))


def test_a_file_is_downloaded_with_the_words_and_not_without(denounced, settler, signed_in, picture):
    case = denounced(files=[seal.Enclosure("chứng cứ.jpg", "image/jpeg", picture)])
    part, client = case.sealed.get(kind=Part.FILE), signed_in(settler)
    answer = opening(case, client, part=part.pk)
    assert answer.content == picture
    assert "attachment" in answer.headers["Content-Disposition"]
    assert opening(case, client, "sai", part=part.pk).status_code == 422
    assert opening(case, client, part="x").status_code in {404, 422}
    assert case.openings.filter(succeeded=True).count() >= 1


def test_words_are_not_tried_without_end(denounced, settler, signed_in):
    case, client = denounced(), signed_in(settler)
    said = [opening(case, client, f"sai {each}").content.decode() for each in range(11)]
    assert WRONG in said[0]
    assert TOO_OFTEN in said[-1]
    assert case.openings.filter(succeeded=False).count() == 10  # though each was refused
    assert NAME not in opening(case, client).content.decode()


def test_no_reason_no_opening(denounced, settler, signed_in):
    answer = opening(denounced(), signed_in(settler), reason="")
    assert NAME not in answer.content.decode()


def test_the_chair_lets_an_officer_in_who_then_opens_it(ward, denounced, settler, signed_in):
    officer = factories.staff(ward, "civil_servant")
    key = make_key(ward=ward, pair=new_pair(OTHER_WORDS), by=officer, at=MORNING)
    case = denounced()
    assert signed_in(officer).get(page(case)).status_code == 404
    told = {"key": key.pk, "reason": "Giao xác minh", "words": WORDS}
    assert signed_in(settler).post(page(case, "give-share"), told).status_code == 302
    assert NAME in opening(case, signed_in(officer), OTHER_WORDS).content.decode()


def test_nobody_is_let_in_who_no_longer_holds_an_office(ward, denounced, settler, signed_in):
    officer = factories.staff(ward, "civil_servant")
    make_key(ward=ward, pair=new_pair(OTHER_WORDS), by=officer, at=MORNING)
    officer.person.mandates.update(ended_on=MORNING.date())
    assert str(officer) not in signed_in(settler).get(page(denounced(), "give-share")).content.decode()


def test_a_note_goes_under_the_seal_without_the_words(denounced, settler, signed_in):
    case, client = denounced(), signed_in(settler)
    sent = {"text": "Ông Đào Kín làm chứng.", "files": [a_pdf("biên bản.pdf")]}
    assert client.post(page(case, "seal-note"), sent).status_code == 302
    assert not StoredFile.objects.exists()
    shown = opening(case, client).content.decode()
    assert "Ông Đào Kín làm chứng." in shown
    assert "biên bản.pdf" in shown


def test_leaders_and_the_auditor_see_who_opened_what(ward, denounced, settler, signed_in):
    case = denounced()
    opening(case, signed_in(settler))
    for office in ("ward_vice_chair", "auditor"):
        shown = signed_in(factories.staff(ward, office)).get(reverse("inspect:openings")).content.decode()
        assert case.symbol in shown
        assert "Đọc đơn" in shown
    assert signed_in(factories.staff(ward, "civil_servant")).get(reverse("inspect:openings")).status_code == 403


def test_a_remark_that_is_a_denunciation_is_sealed_and_erased(
    ward, received, settler, officer, signed_in, picture, django_capture_on_commit_callbacks
):
    file = store(ward=ward, upload=check(SimpleUploadedFile("a.jpg", picture).file, "a.jpg"), at=MORNING)
    case = received(text="Ông Trần Văn Tham nhận tiền của tôi.", files=[file])
    place = file.content.name
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(officer).post(page(case, "into-seal"), {})
    assert answer.status_code == 302
    case.refresh_from_db()
    sealed = Case.objects.get(kind="denunciation")
    assert (case.state, case.merged_into, case.text) == (State.MERGED, sealed, "")
    assert not Sender.objects.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(place)
    assert [each for each in AuditSecret.objects.all() if "Tham" in str(each.value)] == []
    shown = opening(sealed, signed_in(settler)).content.decode()
    for secret in (NAME, "Trần Văn Tham", "a.jpg"):
        assert secret in shown


def test_a_denunciation_of_a_leader_is_sealed_for_the_others(ward, settler):
    deputy = factories.staff(ward, "ward_vice_chair")
    key = make_key(ward=ward, pair=new_pair(OTHER_WORDS), by=deputy, at=MORNING)
    typed = {"accused": "Phó chủ tịch", "text": "Nhận tiền.", "name": NAME, "address": "Ngõ 5", "left_out": [key.pk]}
    form = SealedForm(typed, {}, ward=ward)
    assert form.is_valid(), form.errors
    assert [each.user for each in form.sealed().keys] == [settler]
    everyone = [each.pk for each in SettlerKey.objects.all()]
    assert not SealedForm({**typed, "left_out": everyone}, {}, ward=ward).is_valid()


def test_without_a_key_nothing_is_taken_in(ward):
    form = SealedForm({"accused": "A", "text": "B", "name": "C", "address": "D"}, {}, ward=ward)
    assert not form.can_be_sealed
    assert not form.is_valid()


def test_a_large_file_of_a_sealed_page_never_lies_on_the_disk(settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.bin", b"x" * 100)})
    view = in_memory(lambda request: HttpResponse())
    InMemoryMiddleware(view).process_view(request, view, (), {})
    assert not hasattr(request.FILES["file"], "temporary_file_path")


def test_words_may_be_typed_without_marks(denounced, settler, signed_in):
    assert NAME in opening(denounced(), signed_in(settler), fold(WORDS).upper()).content.decode()


def test_a_case_is_given_to_nobody_who_cannot_read_it(ward, denounced, settler, officer, unit):
    with pytest.raises(Refused, match="lập khóa"):
        accept_case(case=denounced(), unit=unit, handler=officer, by=settler, at=MORNING)


def test_a_ward_without_a_key_reminds_its_chair_until_there_is_one(ward, chair):
    for _ in range(2):
        ask_for_key(ward, MORNING.date())
    duty = Duty.objects.get(kind="inspect.make_key")
    assert duty.person == chair.person
    make_key(ward=ward, pair=new_pair(WORDS), by=chair, at=MORNING)
    assert not Duty.objects.filter(ended_at=None).exists()
    ask_for_key(ward, MORNING.date())
    assert Duty.objects.count() == 1
