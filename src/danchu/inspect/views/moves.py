"""Everything that is done with one case from a form of its own: one view, a table of what can be done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import rules
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.converters import key_of
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect import filling, law, queries_moves
from danchu.inspect.actions import publishing, settling
from danchu.inspect.actions.correcting import correct_entry
from danchu.inspect.actions.intake import Contact
from danchu.inspect.actions.reclassifying import reclassify_case
from danchu.inspect.forms import moves as forms
from danchu.inspect.forms.desk import EntryForm, HandOverForm
from danchu.inspect.models import Case
from danchu.inspect.policies import may_be_corrected
from danchu.inspect.states import State
from danchu.lib import clock

GONE = "Vụ việc không còn ở trạng thái cho phép làm việc đó."


@dataclass(frozen=True)
class Deed:
    """One thing that is done with a case: ``slug`` in the address; ``move`` is a move of the law, whose label is the
    button (else ``label``, and ``fits`` says when); ``form`` makes the form, ``act`` does it with the form's data."""

    slug: str
    form: Callable[[Request, Case], Form]
    act: Callable[..., object]
    done: str
    move: str = ""
    label: str = ""
    fits: Callable[[Case], bool] = lambda case: case.is_open
    policy: str = "inspect.handle"
    note: Callable[[Case], str] = lambda case: ""
    template: str = "core/form_page.html"

    def label_for(self, case: Case) -> str:
        """What its button says; nothing when it cannot be done with ``case`` now."""
        if not self.move:
            return self.label if self.fits(case) else ""
        found = law.kind_of(case.kind).move(self.move, law.began_on(case))
        return found.label if found and case.state in found.origins and self.fits(case) else ""


def address_of(case: Case, deed: Deed) -> str:
    """Where the form of ``deed`` is."""
    return reverse("inspect:case-deed", args=[case.pk, deed.slug])


def possible(user: object, case: Case) -> Iterator[tuple[Deed, str]]:
    """What ``user`` can do with ``case`` now, with the words of the button, in the order of the table."""
    permitted: dict[str, bool] = {}
    for each in DEEDS:
        if label := each.label_for(case):
            if each.policy not in permitted:
                permitted[each.policy] = rules.has_perm(each.policy, user, case)
            if permitted[each.policy]:
                yield each, label


@allowed("inspect.see_desk")
def deed(request: Request, pk: int, slug: str) -> HttpResponseBase:
    """The form of one thing that is done with a case, and doing it."""
    case = queries_moves.access_whole(request.user, request.ward, pk)
    found = _BY_SLUG.get(slug)
    if found is None or not rules.has_perm(found.policy, request.user, case):
        raise Http404("no such deed for this person")
    label, back = found.label_for(case), case.get_absolute_url()
    if not label:
        messages.error(request, GONE)
        return redirect(back)

    def act(data: dict[str, Any]) -> str:
        with transaction.atomic():
            found.act(case=case, by=request.user, at=clock.now(), **data)
        return back

    return form_page(
        request,
        found.form(request, case),
        title=label,
        intro=" ".join(filter(None, [f"{case}: {case.title}.", found.note(case)])),
        act=act,
        done=found.done,
        submit=label,
        back=back,
        template=found.template,
        case=case,
        replies=queries_moves.replies_for(case) if found.move == "answer" else (),
    )


def _plain(form: Any, **given: Any) -> Callable[[Request, Case], Form]:
    return lambda request, case: form(*sent(request), **given)


def _of_case(form: Any) -> Callable[[Request, Case], Form]:
    return lambda request, case: form(*sent(request), case=case)


def _of_ward(form: Any) -> Callable[[Request, Case], Form]:
    return lambda request, case: form(*sent(request), ward=case.ward)


def _hands_over(form: Any) -> Callable[[Request, Case], Form]:
    def make(request: Request, case: Case) -> Form:
        return form(*sent(request), ward=case.ward, initial={"unit": case.unit_id, "handler": case.handler_id})

    return make


def _answer(request: Request, case: Case) -> Form:
    held = queries_moves.dossier(case).held_dialogue
    chosen = key_of(request.GET.get("mau", ""))
    initial = {}
    if chosen is not None and (reply := queries_moves.replies_for(case).filter(pk=chosen).first()):
        initial["answer"] = filling.filled(reply.text, case)
    return forms.AnswerForm(*sent(request), case=case, held_dialogue=held, initial=initial)


def _weigh(request: Request, case: Case) -> Form:
    names = ("complexity", "is_remote", "in_several_places")
    return forms.WeighForm(*sent(request), initial={name: getattr(case, name) for name in names})


def _withdraw(*, case: Case, reason: str, files: tuple[Any, ...], **who: Any) -> None:
    if files:
        publishing.note_on_case(case=case, text="Đơn xin rút, biên bản ghi việc rút.", files=files, **who)
    settling.withdraw_case(case=case, reason=reason, **who)


def _entry(request: Request, case: Case) -> Form:
    sender = getattr(case, "sender", None)
    initial = {"title": case.title, "text": case.text, "place": case.address, "received_on": case.received_on}
    initial |= {name: getattr(sender, name, "") for name in ("name", "phone", "email", "address")}
    return EntryForm(*sent(request), initial=initial)


def _correct(*, case: Case, name: str, phone: str, email: str, address: str, **told: Any) -> None:
    correct_entry(case=case, contact=Contact(name, phone, email, address), **told)


def _tell(*, case: Case, text: str, **who: Any) -> None:
    publishing.note_on_case(case=case, text=text, is_told=True, **who)


def _forward(request: Request, case: Case) -> Form:
    above = "Chủ tịch Ủy ban nhân dân " + case.ward.province if case.instance > 1 else ""
    return forms.ForwardForm(*sent(request), initial={"forwarded_to": above})


def _extension_note(case: Case) -> str:
    rule = law.extension_allowed(case, queries_moves.times_extended(case))
    return f"Mỗi lần gia hạn {rule.words()} ({rule.basis})." if rule else ""


def _period_note(case: Case) -> str:
    said = "; ".join(f"{each.words()} ({each.basis})" for each in law.periods_of(case))
    return f"Hạn hiện nay: {said}." if said else ""


def _is_open_in_clear(case: Case) -> bool:
    return not law.kind_of(case.kind).is_sealed


def _may_extend(case: Case) -> bool:
    return case.is_open and law.extension_allowed(case, 0) is not None


WORD = "bao-nguoi-gui"
DEEDS = (
    Deed(
        "nhan",
        _hands_over(forms.AcceptForm),
        settling.accept_case,
        "Đã nhận giải quyết. Hạn mới được tính.",
        move="accept",
    ),
    Deed(
        "tiep-tuc",
        _plain(Form),
        settling.resume_case,
        "Đã tiếp tục. Những ngày tạm dừng không tính.",
        move="resume",
        note=lambda case: "Hạn chạy tiếp từ hôm nay.",
    ),
    Deed(
        "tra-loi",
        _answer,
        settling.answer_case,
        "Đã ghi và báo người gửi.",
        move="answer",
        template="inspect/answer.html",
    ),
    Deed("chuyen", _forward, settling.forward_case, "Đã ghi nơi chuyển đến.", move="forward"),
    Deed("khong-thu-ly", _of_case(forms.RefuseForm), settling.refuse_case, "Đã ghi lý do.", move="refuse"),
    Deed(
        "tam-dung",
        _plain(forms.ReasonForm, hint="Ghi căn cứ và việc phải chờ."),
        settling.pause_case,
        "Đã tạm dừng. Hạn không chạy cho đến khi tiếp tục.",
        move="pause",
    ),
    Deed(
        "gia-han",
        _plain(forms.ExtendForm),
        settling.extend_case,
        "Đã gia hạn.",
        label="Gia hạn",
        fits=_may_extend,
        note=_extension_note,
    ),
    Deed(
        "giao",
        _hands_over(HandOverForm),
        settling.assign_case,
        "Đã giao.",
        label="Giao người giải quyết",
        policy="inspect.assign",
        note=lambda case: "Hạn không đổi.",
    ),
    Deed(
        "muc-do",
        _weigh,
        settling.weigh_case,
        "Đã ghi mức độ. Hạn được tính lại.",
        label="Xác định mức độ",
        note=_period_note,
    ),
    Deed(
        WORD,
        _plain(forms.WordForm),
        _tell,
        "Đã ghi lời nhắn cho người gửi.",
        label="Nhắn người gửi",
        fits=_is_open_in_clear,
    ),
    Deed(
        "ghi-chu",
        _of_ward(forms.NoteForm),
        publishing.note_on_case,
        "Đã ghi.",
        label="Ghi chú nội bộ",
        fits=_is_open_in_clear,
    ),
    Deed(
        "phan-loai-lai",
        _of_case(forms.ReclassifyForm),
        reclassify_case,
        "Đã phân loại lại, cấp số mới.",
        label="Phân loại lại",
        fits=lambda case: case.state == State.RECEIVED and _is_open_in_clear(case),
        note=lambda case: "Theo nội dung, không theo tiêu đề của đơn. Đơn tố cáo phải vào sổ có niêm phong.",
    ),
    Deed(
        "sua-loi",
        _entry,
        _correct,
        "Đã sửa. Bản cũ và lý do còn trong nhật ký.",
        label="Sửa lỗi ghi sổ",
        fits=may_be_corrected,
        policy="inspect.register",
        note=lambda case: "Sửa cho đúng với đơn, với lời người gửi. Người gửi không nhận được tin về việc sửa này.",
    ),
    Deed("dinh-chi", _plain(forms.ReasonForm), settling.stop_case, "Đã đình chỉ.", move="stop"),
    Deed(
        "rut",
        _of_ward(forms.WithdrawForm),
        _withdraw,
        "Đã ghi việc rút.",
        move="withdraw",
        note=lambda case: "Ghi khi người gửi đã có đơn xin rút, hoặc đã ký, điểm chỉ vào biên bản.",
    ),
    Deed(
        "xem-lai",
        _plain(forms.ReasonForm, label="Điều gì chưa được giải quyết"),
        settling.reopen_case,
        "Đã mở lại. Hạn tính từ hôm nay.",
        move="reopen",
        fits=lambda case: case.reopened_at is None,
    ),
    Deed(
        "thoi-cong-khai",
        _plain(forms.ReasonForm),
        publishing.hide_case,
        "Chỉ còn người gửi xem được.",
        label="Thôi công khai",
        fits=lambda case: case.published_at is not None,
    ),
)
MAIN = ("nhan", "tiep-tuc", "tra-loi")
"""Of these the first that is possible is what comes next."""
SELDOM = frozenset({"sua-loi", "phan-loai-lai", "dinh-chi", "rut", "xem-lai", "thoi-cong-khai", "muc-do"})
_BY_SLUG = {each.slug: each for each in DEEDS}
