"""Keys of those who settle denunciations; opening one, letting another settler in, and who opened it."""

from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.answers import named
from danchu.core.files.checks import IMAGES, FileRefused, check
from danchu.core.files.kinds import kind_of
from danchu.core.ordering import ByGivenName
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.in_memory import in_memory
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Register
from danchu.core.ui.request import Request
from danchu.inspect import key_words, queries, seal
from danchu.inspect.actions.sealing import give_share, make_key, note_under_seal, seal_case
from danchu.inspect.forms.keys import GiveForm, KeyForm, NoteForm, OpenForm
from danchu.inspect.forms.sealed import NOBODY, LeftOutForm
from danchu.inspect.models import Case, SealedPart, SealOpening
from danchu.inspect.opening import new_pair, open_seal
from danchu.inspect.states import Part
from danchu.lib import clock

EDGE = 1280


@in_memory
@allowed("inspect.make_key")
def keys(request: Request) -> HttpResponseBase:
    """One's own key, and who else in the ward has one."""
    officers = queries.keys_of_officers(request.ward)
    own = next((each for each in officers if each.user_id == request.user.pk), None)
    leaders = {each.pk for each in queries.keys_for_sealing(request.ward)}

    def act(data: dict[str, Any]) -> str:
        make_key(ward=request.ward, pair=new_pair(data["words"]), by=request.user, at=clock.now())
        return reverse("inspect:keys")

    return form_page(
        request,
        KeyForm(*sent(request)),
        title="Khóa mở niêm phong",
        act=act,
        submit="Đổi khóa" if own else "Lập khóa",
        done="Đã lập khóa. Từ nay đơn tố cáo mới được niêm phong cho khóa này.",
        template="inspect/keys.html",
        own=own,
        own_mark=seal.mark_of(bytes(own.public)) if own else "",
        held=queries.shares_of(own).count() if own else 0,
        rows=[(each.user, seal.mark_of(bytes(each.public)), each.made_at, each.pk in leaders) for each in officers],
        is_ready=bool(leaders),
        suggestion=key_words.suggested(),
    )


@dataclass(frozen=True)
class File:
    """A file as the opened page shows it."""

    part: SealedPart
    name: str
    size: int
    picture: str


@in_memory
@allowed("inspect.see_desk")
def opened(request: Request, pk: int) -> HttpResponseBase:
    """The seal of a case: who can open it; with the words of one of them, what is under it, in this answer only."""
    case = queries.access_sealed(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        found = open_seal(case=case, words=data["words"], reason=data["reason"], by=request.user, at=clock.now())
        if data["part"]:
            return _file(found, queries.access_sealed_file(case, data["part"]))
        return _shown(request, case, found, data["reason"])

    settlers = queries.settlers_of(case)
    return form_page(
        request,
        OpenForm(*sent(request)),
        title=f"Niêm phong của {case}",
        act=act,
        submit="Mở niêm phong",
        template="inspect/seal.html",
        records_refusals=True,
        case=case,
        settlers=[each.user for each in settlers],
        may_open=any(each.user_id == request.user.pk for each in settlers),
        count=queries.sealed_parts(case).count(),
        tried=queries.openings_of(case)[:5],
    )


@in_memory
@allowed("inspect.open")
def give(request: Request, pk: int) -> HttpResponseBase:
    """Let another officer open the seal; the own words are needed for that."""
    case = queries.access_sealed(request.user, request.ward, pk)
    held = {each.pk for each in queries.settlers_of(case)}
    others = [each for each in queries.keys_of_officers(request.ward) if each.pk not in held]

    def act(data: dict[str, Any]) -> str:
        key = next(each for each in others if str(each.pk) == data["key"])
        found = open_seal(case=case, words=data["words"], reason=data["reason"], by=request.user, at=clock.now())
        give_share(case=case, key=key, wrapped=found.share_for(key), by=request.user, at=clock.now())
        return reverse("inspect:seal", args=[case.pk])

    return form_page(
        request,
        GiveForm(*sent(request), keys=others),
        title=f"Trao quyền mở niêm phong {case}",
        act=act,
        submit="Trao quyền",
        done="Đã trao quyền mở niêm phong.",
        back=reverse("inspect:seal", args=[case.pk]),
        template="inspect/seal_give.html",
        records_refusals=True,
        others=others,
    )


@in_memory
@allowed("inspect.open")
def note(request: Request, pk: int) -> HttpResponseBase:
    """Put a note and files under the seal; no words are needed for that, and nobody reads it without."""
    case = queries.access_sealed(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        form_sealed = form.sealed(case)
        note_under_seal(case=case, sealed=form_sealed, by=request.user, at=clock.now())
        return reverse("inspect:seal", args=[case.pk])

    form = NoteForm(*sent(request))
    return form_page(
        request,
        form,
        title=f"Ghi thêm vào niêm phong {case}",
        act=act,
        submit="Niêm phong",
        done="Đã niêm phong ghi chú.",
        back=reverse("inspect:seal", args=[case.pk]),
        intro="Biên bản, ghi chú có thể làm lộ người tố cáo thì ghi ở đây. Chỉ người có quyền mở niêm phong đọc được.",
    )


@in_memory
@allowed("inspect.register")
def into_seal(request: Request, pk: int) -> HttpResponseBase:
    """A remark or complaint that turns out to be a denunciation: sealed, and erased where it stood."""
    case = queries.access_unsealed(request.user, request.ward, pk)
    form = LeftOutForm(*sent(request), ward=request.ward)

    def act(data: dict[str, Any]) -> str:
        seal_case(case=case, sealed=seal.Closing(tuple(form.chosen())), by=request.user, at=clock.now())
        return reverse("inspect:desk")

    if not form.keys:
        messages.error(request, NOBODY)
    return form_page(
        request,
        form,
        title=f"Chuyển {case} thành tố cáo",
        act=act,
        submit="Niêm phong, xóa bản rõ",
        done="Đã niêm phong. Từ nay chỉ người có quyền mở niêm phong đọc được.",
        back=case.get_absolute_url(),
        intro="Nội dung, người gửi, tệp và ghi chú được niêm phong thành đơn tố cáo mới, rồi xóa khỏi vụ việc này. "
        "Không phục hồi được. Mã theo dõi của người gửi vẫn dùng được.",
    )


class Openings(Register):
    """Who opened the seals of denunciations, or tried to, the newest first."""

    audience = "inspect.see_openings"
    title = "Nhật ký mở niêm phong"
    noun = "lần mở"
    intro = "Mỗi lần mở, mỗi lần thử sai đều được ghi trước khi nội dung hiện ra."
    columns = (
        Column("Lúc", "at", unbroken=True),
        Column("Số đơn", "case.symbol", unbroken=True),
        Column("Người mở", "by", order=ByGivenName("by__display_name")),
        Column("Mở để làm gì", "reason"),
        Column("Kết quả", lambda row: "Mở được" if row.succeeded else "Không mở được", order="succeeded"),
    )
    search_in = ""
    empty = "Chưa ai mở niêm phong đơn nào."

    def rows(self, request: Request) -> Any:
        return queries.openings(request.ward)

    def url_of(self, row: SealOpening) -> str:
        return ""


def _shown(request: Request, case: Case, found: seal.Opened, reason: str) -> HttpResponse:
    parts = list(queries.sealed_parts(case))
    try:
        shown = {
            "letters": [(each.at, found.letter(each)) for each in parts if each.kind == Part.LETTER],
            "notes": [(each.at, found.note(each)) for each in parts if each.kind == Part.NOTE],
            "files": [_described(each, found.enclosure(each)) for each in parts if each.kind == Part.FILE],
        }
    except seal.Broken as broken:
        raise Refused(
            "Một phần của niêm phong không còn nguyên vẹn. Hãy báo quản trị hệ thống và thanh tra."
        ) from broken
    return render(request, "inspect/seal_opened.html", {"case": case, "reason": reason, **shown})


def _described(part: SealedPart, file: seal.Enclosure) -> File:
    kind = kind_of(BytesIO(file.content))
    picture = ""
    if kind in IMAGES:
        with suppress(FileRefused):  # it can still be downloaded
            small = check(BytesIO(file.content), file.name, kinds=IMAGES, edges=(), longest=EDGE).content
            picture = f"data:{file.mime};base64,{b64encode(small).decode()}"
    return File(part, file.name, len(file.content), picture)


def _file(found: seal.Opened, part: SealedPart) -> HttpResponse:
    file = found.enclosure(part)
    return named(HttpResponse(file.content, content_type=file.mime), file.name)
