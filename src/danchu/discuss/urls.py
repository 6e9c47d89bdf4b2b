from django.urls import path

from danchu.discuss.views import (
    acts,
    calling,
    closing,
    codes,
    counts,
    desk,
    desk_initiatives,
    figures,
    initiatives,
    meeting,
    meetings,
    online,
    papers,
    preparing,
    public,
    public_meetings,
    reading,
    verify,
)

app_name = "discuss"
DESK = "ban-lam-viec/dan-ban"

_PAPERS = "ban-lam-viec/dan-ban/<key:pk>/phieu/"
_GROUP = f"{_PAPERS}to/<key:group>/"
paper_pages = [
    path("phieu/<key:pk>/", papers.paper, name="paper"),
    path(_PAPERS, papers.papers, name="papers"),
    path(f"{_PAPERS}<key:paper>/", papers.one_paper, name="one-paper"),
    path(_GROUP, papers.Papers.as_view(), name="papers-group"),
    path(f"{_GROUP}dot-phat/", papers.plan, name="plan-papers"),
    path(f"{_GROUP}in/", papers.print_, name="print-papers"),
    path(f"{_GROUP}phat/", papers.hand_out_, name="hand-out"),
    path(f"{_GROUP}thu/", papers.take_in, name="take-in"),
    path(f"{_GROUP}doc/", reading.read, name="read-papers"),
]

_COUNTS = "ban-lam-viec/dan-ban/<key:pk>/kiem-phieu/"
_BOX = f"{_COUNTS}<str:form>/<key:group>/"
count_pages = [
    path(_COUNTS, counts.counts, name="counts"),
    path(f"{_COUNTS}khieu-nai/", counts.challenge, name="challenge"),
    path(f"{_COUNTS}khieu-nai/<key:challenge>/", counts.answer, name="answer-challenge"),
    path(_BOX, counts.count, name="count"),
    path(f"{_BOX}lai/", counts.anew, name="count-anew"),
    path(f"{_BOX}to-trong/", counts.blank, name="count-blank"),
    path(f"{_PAPERS}sau-hop/", counts.add, name="add-ballots"),
]

_ROOM = f"{DESK}/hop/<key:pk>/phong-hop/"
meeting_room = [
    path(_ROOM, meeting.room, name="meeting-room"),
    path(f"{_ROOM}diem-danh/", meeting.door, name="meeting-door"),
    path(f"{_ROOM}noi-dung/<key:number>/", meeting.item, name="meeting-item"),
    path(f"{_ROOM}buoc/<str:kind>/", meeting.step, name="meeting-step"),
    path(f"{_ROOM}hang-cho/", meeting.steps, name="meeting-steps"),
    path(f"{_ROOM}nen.js", meeting.worker, name="meeting-worker"),
    path(f"{DESK}/hop/<key:pk>/man-hinh/", meeting.screen, name="meeting-screen"),
]

urlpatterns = [
    *meeting_room,
    *count_pages,
    *paper_pages,
    path("dan-ban/", public.Decisions.as_view(), name="decisions"),
    path("dan-ban/<key:pk>/", public.decision, name="decision"),
    path("dan-ban/cua-toi/", online.mine, name="mine"),
    path("dan-ban/<key:pk>/bieu-quyet/", online.vote, name="vote"),
    path("dan-ban/<key:pk>/bien-nhan/", verify.receipt, name="receipt"),
    path("dan-ban/<key:pk>/goi.json", verify.bundle, name="bundle"),
    path("dan-ban/<key:pk>/y-kien/", verify.Voices.as_view(), name="voices"),
    path("dan-ban/kiem-chung/", verify.how, name="verify"),
    path(f"{DESK}/<key:pk>/tin-bao/", calling.call, name="call"),
    path("dan-ban/sang-kien/", initiatives.Initiatives.as_view(), name="initiatives"),
    path("dan-ban/sang-kien/moi/", initiatives.new, name="propose"),
    path("dan-ban/sang-kien/<key:pk>/", initiatives.initiative, name="initiative"),
    *acts.OWN.urls("dan-ban/sang-kien/<key:pk>/"),
    path("dan-ban/sang-kien/<key:pk>/ung-ho/", initiatives.back, name="back"),
    path("dan-ban/sang-kien/<key:pk>/thoi-ung-ho/", initiatives.take_back, name="take-back"),
    path("dan-ban/hop/", public_meetings.Meetings.as_view(), name="meetings"),
    path("dan-ban/hop/<key:pk>/", public_meetings.meeting, name="meeting"),
    path("dan-ban/hop/<key:pk>/lich.ics", public_meetings.calendar, name="meeting-calendar"),
    path("dan-ban/hop/<key:pk>/uy-quyen/<str:form>/", public_meetings.authorisation, name="authorisation"),
    path("ban-lam-viec/dan-ban/hop/", meetings.DeskMeetings.as_view(), name="desk-meetings"),
    path("ban-lam-viec/dan-ban/hop/moi/", meetings.plan, name="plan-meeting"),
    path("ban-lam-viec/dan-ban/hop/<key:pk>/", meetings.one, name="desk-meeting"),
    *acts.MEETINGS.urls(f"{DESK}/hop/<key:pk>/"),
    path("ban-lam-viec/dan-ban/hop/<key:pk>/truoc-hop/<key:duty>/", meetings.done, name="before-meeting"),
    path("ban-lam-viec/dan-ban/hop/<key:pk>/in/<str:which>/<str:form>/", meetings.sheet, name="meeting-sheet"),
    path("ban-lam-viec/dan-ban/", desk.Desk.as_view(), name="desk"),
    path("ban-lam-viec/dan-ban/moi/", preparing.prepare, name="prepare"),
    path("ban-lam-viec/dan-ban/<key:pk>/", desk.one, name="desk-decision"),
    *acts.DECISIONS.urls(f"{DESK}/<key:pk>/"),
    *acts.CONDITIONS.urls(f"{DESK}/<key:pk>/"),
    *acts.AFTER.urls(f"{DESK}/<key:pk>/"),
    path("ban-lam-viec/dan-ban/<key:pk>/danh-sach/", desk.roll, name="roll"),
    path("ban-lam-viec/dan-ban/<key:pk>/ung-cu/", preparing.add_candidate, name="add-candidate"),
    path("ban-lam-viec/dan-ban/<key:pk>/ung-cu/<key:position>/bo/", preparing.drop_candidate, name="drop-candidate"),
    path("ban-lam-viec/dan-ban/sang-kien/", desk_initiatives.DeskInitiatives.as_view(), name="desk-initiatives"),
    path("ban-lam-viec/dan-ban/sang-kien/<key:pk>/", desk_initiatives.one, name="desk-initiative"),
    *acts.ANSWERED.urls(f"{DESK}/sang-kien/<key:pk>/"),
    path("ban-lam-viec/dan-ban/sang-kien/<key:pk>/ho-ky/", desk_initiatives.enter, name="enter-backings"),
    path(
        "ban-lam-viec/dan-ban/sang-kien/<key:pk>/ho-ky/<key:backing>/gach/",
        desk_initiatives.strike,
        name="strike-backing",
    ),
    path(
        "ban-lam-viec/dan-ban/sang-kien/<key:pk>/danh-sach/<str:form>/",
        desk_initiatives.list_to_back,
        name="list-to-back",
    ),
]

urlpatterns += [
    path(f"{DESK}/so-lieu/", figures.Figures.as_view(), name="figures"),
    path(f"{DESK}/ket-qua/", closing.Results.as_view(), name="results"),
    path(f"{DESK}/<key:pk>/ket-thuc/", closing.close, name="close"),
    path(f"{DESK}/<key:pk>/thu/<key:group>.pdf", closing.letters_of_group, name="letters"),
    path(f"{DESK}/cho-thoi/", closing.release, name="release"),
    path("dan-ban/huong-uoc/", codes.Codes.as_view(), name="codes"),
    path("dan-ban/huong-uoc/<key:pk>/", codes.code, name="code"),
    path(f"{DESK}/<key:pk>/niem-yet-du-thao/", codes.draft, name="code-draft"),
    path(f"{DESK}/huong-uoc/<key:pk>/ra-soat/", codes.review, name="review-code"),
]
