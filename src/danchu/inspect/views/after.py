"""Steps of a case that need more than one form: showing it to everyone, merging, what follows an answer."""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseBase

from danchu.core.refusals import Objection, Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.picking import Choice, is_page, pick, picked_line
from danchu.core.ui.request import Request
from danchu.inspect import law, queries_moves
from danchu.inspect.actions.after import record_follow_up
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.actions.settling import merge_case
from danchu.inspect.forms import moves as forms
from danchu.inspect.looking import personal_signs
from danchu.inspect.models import Case
from danchu.inspect.states import Channel, FileOf
from danchu.lib import clock
from danchu.lib.vntext import vn_date

OTHER = Choice(
    name="vao",
    title="Nhập vào việc đã có",
    noun="vụ việc",
    hint="PA-12/2026, hoặc vài chữ",
    label=lambda row: f"{row.symbol}: {row.title}",
    describe=lambda row: f"nhận ngày {vn_date(row.received_on)}, {row.get_state_display().lower()}",
)


def _handled(request: Request, pk: int) -> Case:
    """A case that this person handles. Raises ``PermissionDenied`` for one who only reads it."""
    case = queries_moves.access_whole(request.user, request.ward, pk)
    if not rules.has_perm("inspect.handle", request.user, case):
        raise PermissionDenied("inspect.handle")
    return case


def place_words(case: Case) -> str:
    """Where it is, as far as publishing can keep it back: the address, the position; nothing where neither is known."""
    return ", ".join(filter(None, [case.address, "vị trí trên bản đồ" if case.latitude is not None else ""]))


@allowed("inspect.handle")
def publish(request: Request, pk: int) -> HttpResponseBase:
    """Choose the words and files that everyone sees; what seems to name somebody is pointed out first."""
    case = _handled(request, pk)
    files = [
        each for each in queries_moves.files_visible_to(request.user, request.ward, case) if each.whose != FileOf.DESK
    ]
    initial = {
        "public_text": case.public_text or case.text,
        "files": [str(each.pk) for each in files if each.is_public],
        "shows_place": case.shows_place,
    }
    form = forms.PublishForm(*sent(request), files=files, place=place_words(case), initial=initial)
    sender = queries_moves.sender_of(case)
    signs = personal_signs(str(form["public_text"].value() or ""), sender.name if sender else "")
    if not signs:
        del form.fields["checked"]

    def act(data: dict[str, Any]) -> str:
        if signs and not data["checked"]:
            raise Refused(Objection("Hãy sửa nội dung, hoặc đánh dấu là đã đọc lại.", "checked"))
        chosen = tuple(int(each) for each in data.get("files", ()))
        publish_case(
            case=case,
            public_text=data["public_text"],
            files=chosen,
            shows_place=data.get("shows_place", case.shows_place),
            by=request.user,
            at=clock.now(),
        )
        return case.get_absolute_url()

    return form_page(
        request,
        form,
        title="Nội dung công khai",
        intro=f"{case}: mọi người đọc được nội dung này trên trang của phường.",
        act=act,
        done="Đã công khai.",
        submit="Công khai",
        back=case.get_absolute_url(),
        template="inspect/publish.html",
        signs=signs,
        case=case,
    )


@allowed("inspect.handle")
def merge(request: Request, pk: int) -> HttpResponseBase:
    """Find the case that is about the same, by its number or its words, and go on with that one."""
    case = _handled(request, pk)
    into = pick(
        request,
        OTHER,
        queries_moves.mergeable(request.user, request.ward, case),
        intro=f"{case}: {case.title}",
        back=case.get_absolute_url(),
    )
    if is_page(into):
        return into

    def act(_data: dict[str, Any]) -> str:
        merge_case(case=case, into=into, by=request.user, at=clock.now())
        return into.get_absolute_url()

    return form_page(
        request,
        forms.Form(*sent(request)),
        title=OTHER.title,
        intro="Người gửi theo dõi tiếp ở việc đã có bằng mã của mình.",
        act=act,
        done=f"Đã nhập {case.symbol} vào {into.symbol}.",
        submit="Nhập",
        back=case.get_absolute_url(),
        template="core/picked_form_page.html",
        picked=[
            ("Việc nhập", str(case), case.title, ""),
            picked_line(request, OTHER, "Vào", into),
        ],
    )


@allowed("inspect.handle")
def follow_up(request: Request, pk: int, what: str) -> HttpResponseBase:
    """Write down that something that the law wants after a step was done."""
    case = _handled(request, pk)
    wanted = next((each for each in law.kind_of(case.kind).after if each.key == what), None)

    def act(data: dict[str, Any]) -> str:
        record_follow_up(case=case, what=what, **data, by=request.user, at=clock.now())
        return case.get_absolute_url()

    rule = law.rule_for(case, wanted.rule) if wanted else None
    return form_page(
        request,
        forms.FollowUpForm(*sent(request), publishes=bool(wanted and wanted.publishes)),
        title=wanted.label if wanted else "Việc sau khi giải quyết",
        intro=f"{case}. Trong {rule.words()} ({rule.basis})." if rule else str(case),
        act=act,
        done="Đã ghi.",
        submit="Ghi đã làm",
        back=case.get_absolute_url(),
    )


@allowed("inspect.register")
def second(request: Request, pk: int) -> HttpResponseBase:
    """Enter a second complaint about what was answered; it is then accepted here or handed to the level above."""
    case = _handled(request, pk)
    until = law.second_instance_until(case)
    is_late = until is not None and clock.today() > until
    sender = queries_moves.sender_of(case)

    def act(data: dict[str, Any]) -> str:
        if until is None or sender is None or queries_moves.has_second_instance(case):
            raise Refused("Vụ việc này chưa có quyết định lần đầu, hoặc đã có khiếu nại lần hai.")
        told = ("name", "phone", "email", "address", "id_number", "account")
        contact = Contact(**{name: getattr(sender, name) for name in told})
        with transaction.atomic():
            made = receive_case(
                ward=request.ward,
                kind=case.kind,
                channel=Channel(data["channel"]),
                text=data["text"],
                title=case.title,
                place=Place(case.group, case.address, case.latitude, case.longitude),
                contact=contact,
                files=data["files"],
                received_on=data["received_on"],
                previous=case,
                by=request.user,
                at=clock.now(),
            )
        return made.get_absolute_url()

    lateness = "Đã quá hạn đó: chỉ nhận khi có lý do chính đáng." if is_late else ""
    return form_page(
        request,
        forms.SecondForm(*sent(request), ward=request.ward),
        title="Khiếu nại lần hai",
        intro=" ".join(
            filter(None, [f"{case}. Được khiếu nại đến hết ngày {vn_date(until)}." if until else str(case), lateness])
        ),
        act=act,
        done="Đã vào sổ. Nếu thuộc cấp trên, chọn chuyển, hướng dẫn và lập phiếu gửi hồ sơ.",
        submit="Vào sổ",
        back=case.get_absolute_url(),
    )
