from datetime import timedelta

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.know.actions.drafting import Content, draft_disclosure
from danchu.know.actions.publishing import publish_disclosure
from danchu.know.actions.reaching import record_handover, record_posting
from danchu.know.states import PersonalData
from danchu.lib import clock
from danchu.matters.actions.matters import open_matter
from tests import factories
from tests.know.files import a_pdf, a_picture

FORMS = ("posting", "portal", "loudspeaker", "group_leaders")


def _drafted(world, title, **given):
    today = clock.today()
    content = Content(
        item="social_policy",
        title=title,
        decided_on=today,
        body="Ủy ban nhân dân phường công khai.",
        forms=FORMS,
        to_day=today + timedelta(days=40),
        **given,
    )
    return draft_disclosure(ward=world.ward, content=content, by=world.people["công chức"], at=clock.now())


def _published(world, title, **given):
    return publish_disclosure(
        disclosure=_drafted(world, title, **given),
        state_secret=False,
        personal_data=PersonalData.NONE,
        by=world.people["công chức"],
        at=clock.now(),
    )


def _stored(world, upload):
    return store(ward=world.ward, upload=check(upload, upload.name), at=clock.now())


def furnish(world):
    papers = [_stored(world, each) for each in (a_pdf("quyết định.pdf"), a_picture("sơ đồ.jpg", 800))]
    draft = _drafted(world, "Dự thảo kế hoạch")
    shown = _published(world, "Danh sách hộ được hỗ trợ", files=papers)
    posting = shown.postings.get(group=world.group)
    record_posting(
        posting=posting,
        posted_on=clock.today(),
        photo=_stored(world, a_picture("nhà văn hóa.jpg")),
        by=world.people["tổ trưởng"],
        at=clock.now(),
    )
    paper = shown.versions.get().attachments.first()
    pk = (shown.pk,)
    world.samples |= {
        "know:disclosure": pk,
        "know:version": (shown.pk, 1),
        "know:places": pk,
        "know:file": (paper.pk, paper.file.name),
        "know:desk-disclosure": pk,
        "know:progress": pk,
        "know:correct": pk,
        "know:withdraw": pk,
        "know:change": (draft.pk,),
        "know:publish": (draft.pk,),
        "know:record-form": (shown.forms.get(key="loudspeaker").pk,),
        "know:post": (posting.pk,),
        "know:take-down": (posting.pk,),
        "know:photo": (posting.pk, "niem-yet"),
        "know:tell": (shown.handovers.get(group=world.group).pk,),
    }
    world.shown = shown


def grow(world, many):
    """More of the list, and more below the one that is looked at: places, group leaders, versions, documents."""
    officer, leader = world.people["công chức"], world.people["tổ trưởng"]
    for number in range(many):
        row = _published(world, f"Nội dung {number}", group=world.group)
        if number % 3 == 0:
            record_handover(
                handover=row.handovers.get(group=world.group),
                manner="meeting",
                told_on=clock.today(),
                by=leader,
                at=clock.now(),
            )
        _drafted(world, f"Bản nháp {number}")
        open_matter(ward=world.ward, title=f"Việc {number}", by=officer, at=clock.now())
    for posted in list(world.shown.postings.all()[:1]):
        for number in range(many):
            group = factories.group(world.ward)
            type(posted).objects.create(
                ward=world.ward, disclosure=world.shown, group=group, place=f"Nhà văn hóa số {number}"
            )
