"""Other programs list topics, send remarks and ask what became of them, in XML and in JSON."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core.actors import VISITOR
from danchu.inspect.actions.publishing import hide_case, publish_case
from danchu.inspect.actions.sealing import seal_case
from danchu.inspect.actions.settling import accept_case, answer_case, withdraw_case
from danchu.inspect.actions.topics import add_topic, retire_topic
from danchu.inspect.models import Case, SettlerKey
from danchu.inspect.seal import Closing
from danchu.inspect.states import Channel
from danchu.lib import clock
from tests import examples, factories
from tests.inspect.open311_client import Open311
from tests.inspect.words import DAY, MORNING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_refusals")]
WHERE = {"lat": "21.4794", "long": "105.8552"}
SECRET = "Nhà tôi số 5, cạnh ông Bảy."


@pytest.fixture(params=["xml", "json"])
def program(request, ward):
    return Open311(request.param)


@pytest.fixture
def light(ward, officer, unit):
    return add_topic(ward=ward, name="Đèn đường", hint="Đèn tắt, cột nghiêng", unit=unit, by=officer, at=MORNING)


@pytest.fixture
def sent(program, light):
    """``sent(**more)``: what the server says of a remark that the program sent."""

    def send(**more):
        answer = program.post(service_code=light.code, description=f"Đèn ngõ 12 hỏng. {SECRET}", **{**WHERE, **more})
        assert answer.status == 201, answer.body
        return answer.body[0]

    return send


@pytest.fixture
def shown(officer):
    def publish(case, words="Đèn ngõ 12 hỏng.", **given):
        return publish_case(case=case, public_text=words, by=officer, at=MORNING, **{"shows_place": True, **given})

    return publish


def case_of(told) -> Case:
    return Case.objects.get(pk=told["service_request_id"])


def test_the_whole_way_from_the_list_of_services_to_the_answer(program, ward, light, officer, shown):
    (offered,) = program.get("services", jurisdiction_id="05485").body
    assert (offered["service_name"], offered["metadata"], offered["type"]) == ("Đèn đường", "false", "realtime")
    assert program.get(f"services/{offered['service_code']}").body["service_code"] == "den-duong"
    told = program.post(
        service_code=offered["service_code"],
        description="Đèn ngõ 12 hỏng.",
        first_name="An",
        last_name="Nguyễn Thị",
        email="an@example.org",
        jurisdiction_id="05485",
        device_id="abc",
        **WHERE,
    )
    assert told.status == 201
    number = told.body[0]["service_request_id"]
    case = case_of(told.body[0])
    assert (case.channel, case.unit, case.sender.name) == (Channel.API, light.unit, "Nguyễn Thị An")
    assert case.code_written in told.body[0]["service_notice"]
    (found,) = program.get(f"tokens/{case.code_written}").body
    assert found["service_request_id"] == number
    shown(case)
    (open_now,) = program.get("requests", status="open").body
    assert (open_now["service_request_id"], open_now["status"], open_now["lat"]) == (number, "open", "21.4794")
    assert open_now["agency_responsible"] == "Phòng Kinh tế, hạ tầng"
    accept_case(case=case, by=officer, at=MORNING)
    answer_case(case=case, answer="Đã thay bóng.", by=officer, at=MORNING + timedelta(days=1))
    (closed,) = program.get(f"requests/{number}").body
    assert closed["status"] == "closed"
    assert "Đã thay bóng." in closed["status_notes"]
    assert closed["requested_datetime"] == "2026-03-02T09:00:00+07:00"
    assert closed["updated_datetime"] == "2026-03-03T09:00:00+07:00"
    assert closed["expected_datetime"] == "2026-03-16T17:00:00+07:00"
    assert program.get("requests", status="open").body == []


def test_both_formats_say_the_same(light, officer):
    xml, json = Open311("xml"), Open311("json")
    told = xml.post(service_code=light.code, address_string="Ngõ 12 <đầu ngõ> & cuối ngõ")
    publish_case(
        case=case_of(told.body[0]), public_text="Đèn <b>hỏng</b> & tối.", shows_place=True, by=officer, at=MORNING
    )
    for what in ("services", "requests", "discovery", "requests/999"):
        assert xml.get(what).body == json.get(what).body
    assert json.get("requests").body[0]["description"] == "Đèn <b>hỏng</b> & tối."


def test_what_is_not_published_is_told_without_its_words_and_place(program, sent):
    told = sent(address_string="Số 5 ngõ 12", media_url="https://pictures.example/1.jpg")
    assert program.get("requests").body == []
    (found,) = program.get(f"requests/{told['service_request_id']}").body
    assert (found["status"], found["service_code"]) == ("open", "den-duong")
    assert not any(found[key] for key in ("description", "address", "lat", "long", "media_url"))
    assert "số 5" not in str(found).lower()


def test_what_was_published_is_told_in_the_words_of_the_ward_only(program, sent, shown):
    told = sent()
    shown(case_of(told))
    assert SECRET not in str(program.get("requests").body)


def test_the_place_is_left_out_when_the_ward_left_it_out(program, sent, shown):
    shown(case_of(sent(address_string="Số 5 ngõ 12")), shows_place=False)
    (found,) = program.get("requests").body
    assert not any(found[key] for key in ("address", "lat", "long"))


def test_who_sends_without_publication_is_never_published(sent):
    assert not case_of(sent(non_public="1")).wants_public


def test_what_was_hidden_or_withdrawn_is_listed_no_more(program, sent, shown, officer):
    hidden, withdrawn = case_of(sent()), case_of(sent())
    shown(hidden)
    shown(withdrawn)
    hide_case(case=hidden, reason="Có tên người.", by=officer, at=MORNING)
    withdraw_case(case=withdrawn, reason="Đã tự sửa.", by=officer, at=MORNING)
    assert program.get("requests").body == []
    (found,) = program.get(f"requests/{withdrawn.pk}").body
    assert (found["status"], found["description"]) == ("closed", "")


def test_what_went_under_a_seal_is_as_if_it_were_not_there(program, sent, settler, officer, shown):
    told, withdrawn, once_shown = sent(), case_of(sent()), case_of(sent())
    shown(once_shown)
    withdraw_case(case=withdrawn, reason="Đã tự sửa.", by=VISITOR, at=MORNING)
    nothing = program.get(f"requests/{withdrawn.pk}")
    for case in (case_of(told), once_shown):
        seal_case(case=case, sealed=Closing(tuple(SettlerKey.objects.all())), by=officer, at=MORNING)
        found = program.get(f"requests/{case.pk}")
        assert (found.status, found.body) == (404, nothing.body)
        assert program.get(f"tokens/{case.code}").status == 404
        assert program.get("requests", service_request_id=str(case.pk)).body == []
        for page in (f"/phan-anh/{case.pk}/", f"/gui/phan-anh/{case.pk}/da-cung-phan-anh/"):
            assert Client().get(page).status_code == 404
        for page in ("/phan-anh/", "/phan-anh/ban-do/", "/phan-anh/tin-moi.atom"):
            assert case.symbol not in Client().get(page).content.decode()


def test_what_came_in_another_way_and_is_not_published_is_not_found(program, received):
    case = received()
    assert program.get(f"requests/{case.pk}").status == 404
    assert program.get(f"tokens/{case.code}").status == 404


def test_a_picture_is_noted_and_never_fetched(sent):
    with patch("socket.socket.connect", side_effect=AssertionError("fetched")):
        told = sent(media_url="http://169.254.169.254/latest/meta-data")
    assert "http://169.254.169.254/latest/meta-data" in case_of(told).text


def test_the_list_is_narrowed_by_service_day_and_number(program, sent, shown, ward, officer):
    waste = add_topic(ward=ward, name="Rác", by=officer, at=MORNING)
    with clock.travel_to(clock.moment_on(date(2026, 2, 2), 8)):
        early = sent()["service_request_id"]
    late = program.post(service_code=waste.code, **WHERE).body[0]["service_request_id"]
    for number in (early, late):
        shown(Case.objects.get(pk=number))

    def numbers(**asked):
        return [each["service_request_id"] for each in program.get("requests", **asked).body]

    assert numbers() == [late, early]
    assert numbers(service_code="rac") == [late]
    assert numbers(service_code="rac,den-duong") == [late, early]
    assert numbers(end_date="2026-02-10T00:00:00+07:00") == [early]
    assert numbers(start_date="2026-02-10") == [late]
    assert numbers(page="2", page_size="1") == [early]
    assert numbers(service_request_id=f"{early},{late},x,99999999999999999999") == [late, early]
    with clock.travel_to(clock.moment_on(DAY + timedelta(days=89))):
        assert numbers() == [late]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"start_date": "hôm qua"}, 400),
        ({"start_date": "2026-01-01", "end_date": "2026-12-31"}, 400),
        ({"start_date": "9999-12-31T23:59:59Z"}, 400),
        ({"end_date": "0001-01-01"}, 400),
        ({"status": "lost"}, 400),
        ({"page": "0"}, 400),
        ({"page_size": "-1"}, 400),
        ({"page": "99999999999999999999"}, 400),
        ({"service_code": "\0"}, 200),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_body_of_the_standard(program, light, asked, status):
    answer = program.get("requests", **asked)
    assert answer.status == status
    if status != 200:
        assert answer.body[0]["code"] == str(status)
        assert answer.body[0]["description"]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({}, 400, "service_code"),
        ({"service_code": "khong-co", **WHERE}, 404, "service_code"),
        ({"service_code": "den-duong"}, 400, "lat"),
        ({"service_code": "den-duong", "lat": "nan", "long": "1"}, 400, "lat"),
        ({"service_code": "den-duong", "lat": "91", "long": "1"}, 400, "lat"),
        ({"service_code": "den-duong", "description": "x" * 4001, **WHERE}, 400, "description"),
        ({"service_code": "den-duong", "description": "a\0b", **WHERE}, 400, "description"),
        ({"service_code": "den-duong", "email": "không phải", **WHERE}, 400, "email"),
        ({"service_code": "den-duong", "media_url": "ftp://a.example/1.jpg", **WHERE}, 400, "media_url"),
        ({"service_code": "den-duong", "address_id": "T999"}, 400, "address_id"),
    ],
)
def test_a_faulty_request_is_refused_and_nothing_is_kept(program, light, sent, status, words):
    answer = program.post(**sent)
    assert answer.status == status
    assert words in str(answer.body)
    assert not Case.objects.exists()


def test_a_group_says_where_it_is(program, light, ward):
    group = factories.group(ward, code="T7")
    told = program.post(service_code=light.code, address_id="T7")
    assert case_of(told.body[0]).group == group


def test_a_retired_topic_is_offered_no_more(program, light, ward, officer):
    add_topic(ward=ward, name="Rác", by=officer, at=MORNING)
    retire_topic(topic=light, by=officer, at=MORNING)
    assert [each["service_code"] for each in program.get("services").body] == ["rac"]
    assert program.get("services/den-duong").status == 404
    assert program.post(service_code="den-duong", **WHERE).status == 404


def test_where_keys_are_set_only_who_has_one_may_send(program, light, settings):
    settings.OPEN311_KEYS = ["khoa-cua-ung-dung", "khóa khác"]
    assert program.post(service_code=light.code, **WHERE).status == 403
    assert program.post(service_code=light.code, api_key="sai", **WHERE).status == 403
    assert program.post(service_code=light.code, api_key="khóa khác", **WHERE).status == 201


def test_whoever_sends_without_end_is_stopped(program, light, settings):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "open311-network": (2, 3600), "open311-token": (2, 3600)}
    assert [program.post(service_code=light.code, **WHERE).status for _ in range(3)] == [201, 201, 429]
    assert [program.get("tokens/AAAA-AAAA-AAAA").status for _ in range(3)] == [404, 404, 429]


def test_any_page_on_the_web_may_read_and_none_is_told_of_a_visitor(program, light, client):
    assert program.get("services").headers["Access-Control-Allow-Origin"] == "*"
    answer = program.post(service_code=light.code, **WHERE)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_it_says_what_it_speaks(program, ward):
    found = program.get("discovery").body
    (endpoint,) = found["endpoints"]
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]


def test_an_unknown_format_and_method_are_refused(ward, client):
    assert client.get("/open311/v2/services.yaml").status_code == 404
    refused = client.delete("/open311/v2/requests.json")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "text/x; charset=utf-16",
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
def test_a_body_that_is_no_form_is_refused(light, kind):
    answer = Client().generic("POST", "/open311/v2/requests.json", b"\xff\xfe\0{", content_type=kind)
    assert answer.status_code == 400
    assert answer.json()[0]["code"] == 400


texts = st.text(max_size=40)
FIELDS = ("service_code", "lat", "long", "address_string", "address_id", "description", "email", "phone", "media_url")
ASKED = ("service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size")
odd = st.one_of(texts, st.sampled_from(["den-duong", "1", "1e400", "open", "2026-02-30", "2026-03-02T25:00:00Z", "-1"]))


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), odd), st.dictionaries(st.sampled_from(ASKED), odd), texts)
def test_no_nonsense_is_a_fault_of_the_server(light, sent, asked, word):
    with patch("danchu.inspect.views.open311.take", return_value=True):
        for form in ("xml", "json"):
            program = Open311(form)
            answers = [program.post(**sent), program.get("requests", **asked)]
            assert all(each.status in {200, 201, 400, 403, 404} for each in answers)
    for what in ("services", "requests", "tokens"):
        answer = Client().get(f"/open311/v2/{what}/{word.replace('/', '')}.json")
        assert answer.status_code < 500
