"""The officer's desk: the register with what is late, and every act on a disclosure."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.records.queries import papers_about, papers_of
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.duties.models import Duty
from danchu.know import forms, law, queries, text
from danchu.know.actions.drafting import change_draft, draft_disclosure
from danchu.know.actions.publishing import publish_disclosure
from danchu.know.models import Disclosure, DisclosureVersion
from danchu.know.states import State
from danchu.know.views.public import GROUP, ITEM, YEAR
from danchu.lib import clock
from danchu.lib.vntext import clean

PUBLISH = "cong-khai"
"""What the button "Công khai ngay" sends as ``lam``."""


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return [*State.choices, ("late", "Chậm hạn")]


def _by_state(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return queries.late(rows, clock.today()) if chosen == "late" else by_field("state")(rows, chosen)


def _timeliness(row: Disclosure) -> str:
    if row.is_late(clock.today()):
        return "Chậm hạn"
    return "Đúng hạn" if row.published_on else "Còn hạn"


class Desk(Register):
    """Every disclosure of the ward, drafts too, with the state of its clock."""

    audience = "know.see_desk"
    title = "Sổ công khai"
    intro = "Mọi nội dung đã soạn, đang công khai, đã hết hạn hoặc đã thu hồi."
    noun = "nội dung"
    search_in = "search_text"
    empty = "Chưa có nội dung nào. Bấm “Công khai nội dung mới” để bắt đầu."
    columns = (
        Column("Tiêu đề", "title", link=True),
        Column("Mục của luật", lambda row: f"{row.rule['number']}. {row.rule['item']}", order="item"),
        Column("Ngày văn bản", "decided_on"),
        Column("Hạn công khai", "due_on"),
        Column("Ngày công khai", "published_on"),
        Column("Thời hạn", _timeliness),
        Column("Trạng thái", "get_state_display"),
        Column("Đơn vị", "unit.name", export_only=True),
    )
    filters = (Filter("trang-thai", "Trạng thái", _states, _by_state), ITEM, GROUP, YEAR)
    buttons = (Button("Công khai nội dung mới", "know:new", "know.manage", strong=True),)

    def rows(self, request: Request) -> QuerySet[Disclosure]:
        return queries.visible_to(request.user, request.ward).order_by("-pk")

    def url_of(self, row: Disclosure) -> str:
        return reverse("know:desk-disclosure", args=[row.pk])


@allowed("know.manage")
def new(request: Request) -> HttpResponseBase:
    """Write a disclosure and publish it at once, or keep it as a draft. First the item of the law's list is chosen,
    unless a duty (``?nhiem-vu=``) or the address (``?noi-dung=``) names it."""
    key = clean(request.POST.get("nhiem-vu", "") or request.GET.get("nhiem-vu", ""))
    duty = queries.open_duty_named(request.user, request.ward, key)
    value = duty.basis.get("item", "") if duty else request.GET.get("noi-dung", "")
    if request.method != "POST" and not value:
        choices = law.choices(clock.today())
        return render(request, "know/choose.html", {"choices": choices, "exception": law.exception()})
    form = forms.ContentForm(*sent(request), ward=request.ward, user=request.user, initial=_prefilled(value, duty))

    def act(_data: dict[str, Any]) -> str:
        with transaction.atomic():
            disclosure = draft_disclosure(
                ward=request.ward, content=form.content(), duty=duty, by=request.user, at=clock.now()
            )
            return _published_or_kept(request, disclosure, form)

    return _content_page(request, form, "Công khai nội dung mới", act, duty=duty)


@allowed("know.manage")
def change(request: Request, pk: int) -> HttpResponseBase:
    """Change a draft, and publish it if wished."""
    disclosure, version = queries.access_with_first_version(request.user, request.ward, pk)
    form = forms.ContentForm(*sent(request), ward=request.ward, user=request.user, initial=_typed(disclosure, version))

    def act(_data: dict[str, Any]) -> str:
        with transaction.atomic():
            changed = change_draft(disclosure=disclosure, content=form.content(), by=request.user, at=clock.now())
            return _published_or_kept(request, changed, form)

    return _content_page(request, form, "Sửa bản nháp", act)


def _content_page(
    request: Request, form: forms.ContentForm, title: str, act: Any, duty: Duty | None = None
) -> HttpResponseBase:
    publishing = request.POST.get("lam") == PUBLISH
    return form_page(
        request,
        form,
        title=title,
        act=act,
        done="Đã công khai." if publishing else "Đã lưu bản nháp.",
        template="know/content.html",
        back=reverse("know:desk"),
        duty=duty,
        exception=law.exception(),
    )


def _published_or_kept(request: Request, disclosure: Disclosure, form: forms.ContentForm) -> str:
    if request.POST.get("lam") == PUBLISH:
        publish_disclosure(disclosure=disclosure, **form.told(), by=request.user, at=clock.now())
    return _desk(disclosure)


@allowed("know.see_desk")
def one(request: Request, pk: int) -> HttpResponseBase:
    """A disclosure at the desk: what was done, what is still to be done, and the acts that are possible now."""
    found = queries.access_at_desk(request.user, request.ward, pk)
    versions = list(found.versions.all())
    documents = queries.attachments(found)
    shown = {
        "disclosure": found,
        "version": versions[0],
        "versions": [(each, documents.get(each.pk, [])) for each in versions],
        "documents": documents.get(versions[0].pk, []),
        "body": text.shown(versions[0].body),
        "forms": list(found.forms.all()),
        "late": found.is_late(clock.today()),
        "papers": papers_of(request.user, found, found.notice),
    }
    return render(request, "know/desk_disclosure.html", shown)


@allowed("know.see_desk")
def progress(request: Request, pk: int) -> HttpResponseBase:
    """Place by place: what hangs since when, which group leaders have told it, and how to record more."""
    found = queries.access_disclosure(request.user, request.ward, pk)
    places = list(queries.places(found))
    papers = papers_about(request.user, request.ward, places)
    shown = {
        "disclosure": found,
        "places": [(each, papers[each.pk]) for each in places],
        "handovers": queries.handovers(found),
    }
    return render(request, "know/desk_progress.html", shown)


def _desk(disclosure: Disclosure) -> str:
    return reverse("know:desk-disclosure", args=[disclosure.pk])


def _prefilled(value: str, duty: Duty | None) -> dict[str, Any]:
    """What the law and the duty say already."""
    today = clock.today()
    try:
        asked = law.asked(value, today)
    except Refused:
        return {}
    known = {
        "item": asked.value,
        "decided_on": today,
        "forms": [each.form.key for each in asked.item.requirements] or [law.PORTAL],
        "to_day": law.least_end(asked.item, today),
    }
    if duty is not None:
        known |= {"title": duty.basis.get("title", ""), "decided_on": duty.basis.get("from", today)}
    return known


def _typed(disclosure: Disclosure, version: DisclosureVersion) -> dict[str, Any]:
    limit = disclosure.rule["limit"]["key"]
    ordinary = law.asked(disclosure.item, disclosure.decided_on).limit.key == limit
    return {
        "item": disclosure.item if ordinary else f"{disclosure.item}:{limit}",
        "title": version.title,
        "body": version.body,
        "document_number": disclosure.document_number,
        "decided_on": disclosure.decided_on,
        "to_day": disclosure.to_day,
        "group": disclosure.group_id,
        "matter": disclosure.matter_id,
        "forms": [each.key for each in disclosure.forms.all()],
        "files": queries.files_of(version),
        "state_secret": disclosure.state_secret,
        "personal_data": disclosure.personal_data,
    }
