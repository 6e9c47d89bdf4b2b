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

_PAPERS = "ban-lam-viec/dan-ban/<int:pk>/phieu/"
_GROUP = f"{_PAPERS}to/<int:group>/"
paper_pages = [
    path("phieu/<int:pk>/", papers.paper, name="paper"),
    path(_PAPERS, papers.papers, name="papers"),
    path(f"{_PAPERS}<int:paper>/", papers.one_paper, name="one-paper"),
    path(_GROUP, papers.Papers.as_view(), name="papers-group"),
    path(f"{_GROUP}dot-phat/", papers.plan, name="plan-papers"),
    path(f"{_GROUP}in/", papers.print_, name="print-papers"),
    path(f"{_GROUP}phat/", papers.hand_out_, name="hand-out"),
    path(f"{_GROUP}thu/", papers.take_in, name="take-in"),
    path(f"{_GROUP}doc/", reading.read, name="read-papers"),
]

_COUNTS = "ban-lam-viec/dan-ban/<int:pk>/kiem-phieu/"
_BOX = f"{_COUNTS}<str:form>/<int:group>/"
count_pages = [
    path(_COUNTS, counts.counts, name="counts"),
    path(f"{_COUNTS}khieu-nai/", counts.challenge, name="challenge"),
    path(f"{_COUNTS}khieu-nai/<int:challenge>/", counts.answer, name="answer-challenge"),
    path(_BOX, counts.count, name="count"),
    path(f"{_BOX}lai/", counts.anew, name="count-anew"),
    path(f"{_BOX}to-trong/", counts.blank, name="count-blank"),
    path(f"{_PAPERS}sau-hop/", counts.add, name="add-ballots"),
]

_ROOM = f"{DESK}/hop/<int:pk>/phong-hop/"
meeting_room = [
    path(_ROOM, meeting.room, name="meeting-room"),
    path(f"{_ROOM}diem-danh/", meeting.door, name="meeting-door"),
    path(f"{_ROOM}noi-dung/<int:number>/", meeting.item, name="meeting-item"),
    path(f"{_ROOM}buoc/<str:kind>/", meeting.step, name="meeting-step"),
    path(f"{_ROOM}hang-cho/", meeting.steps, name="meeting-steps"),
    path(f"{_ROOM}nen.js", meeting.worker, name="meeting-worker"),
    path(f"{DESK}/hop/<int:pk>/man-hinh/", meeting.screen, name="meeting-screen"),
]

urlpatterns = [
    *meeting_room,
    *count_pages,
    *paper_pages,
    path("dan-ban/", public.Decisions.as_view(), name="decisions"),
    path("dan-ban/<int:pk>/", public.decision, name="decision"),
    path("dan-ban/cua-toi/", online.mine, name="mine"),
    path("dan-ban/<int:pk>/bieu-quyet/", online.vote, name="vote"),
    path("dan-ban/<int:pk>/bien-nhan/", verify.receipt, name="receipt"),
    path("dan-ban/<int:pk>/goi.json", verify.bundle, name="bundle"),
    path("dan-ban/<int:pk>/y-kien/", verify.Voices.as_view(), name="voices"),
    path("dan-ban/kiem-chung/", verify.how, name="verify"),
    path(f"{DESK}/<int:pk>/tin-bao/", calling.call, name="call"),
    path("dan-ban/sang-kien/", initiatives.Initiatives.as_view(), name="initiatives"),
    path("dan-ban/sang-kien/moi/", initiatives.new, name="propose"),
    path("dan-ban/sang-kien/<int:pk>/", initiatives.initiative, name="initiative"),
    *acts.OWN.urls("dan-ban/sang-kien/<int:pk>/"),
    path("dan-ban/sang-kien/<int:pk>/ung-ho/", initiatives.back, name="back"),
    path("dan-ban/sang-kien/<int:pk>/thoi-ung-ho/", initiatives.take_back, name="take-back"),
    path("dan-ban/hop/", public_meetings.Meetings.as_view(), name="meetings"),
    path("dan-ban/hop/<int:pk>/", public_meetings.meeting, name="meeting"),
    path("dan-ban/hop/<int:pk>/lich.ics", public_meetings.calendar, name="meeting-calendar"),
    path("dan-ban/hop/<int:pk>/uy-quyen/<str:form>/", public_meetings.authorisation, name="authorisation"),
    path("ban-lam-viec/dan-ban/hop/", meetings.DeskMeetings.as_view(), name="desk-meetings"),
    path("ban-lam-viec/dan-ban/hop/moi/", meetings.plan, name="plan-meeting"),
    path("ban-lam-viec/dan-ban/hop/<int:pk>/", meetings.one, name="desk-meeting"),
    *acts.MEETINGS.urls(f"{DESK}/hop/<int:pk>/"),
    path("ban-lam-viec/dan-ban/hop/<int:pk>/truoc-hop/<int:duty>/", meetings.done, name="before-meeting"),
    path("ban-lam-viec/dan-ban/hop/<int:pk>/in/<str:which>/<str:form>/", meetings.sheet, name="meeting-sheet"),
    path("ban-lam-viec/dan-ban/", desk.Desk.as_view(), name="desk"),
    path("ban-lam-viec/dan-ban/moi/", preparing.prepare, name="prepare"),
    path("ban-lam-viec/dan-ban/<int:pk>/", desk.one, name="desk-decision"),
    *acts.DECISIONS.urls(f"{DESK}/<int:pk>/"),
    *acts.CONDITIONS.urls(f"{DESK}/<int:pk>/"),
    *acts.AFTER.urls(f"{DESK}/<int:pk>/"),
    path("ban-lam-viec/dan-ban/<int:pk>/danh-sach/", desk.roll, name="roll"),
    path("ban-lam-viec/dan-ban/<int:pk>/ung-cu/", preparing.add_candidate, name="add-candidate"),
    path("ban-lam-viec/dan-ban/<int:pk>/ung-cu/<int:position>/bo/", preparing.drop_candidate, name="drop-candidate"),
    path("ban-lam-viec/dan-ban/sang-kien/", desk_initiatives.DeskInitiatives.as_view(), name="desk-initiatives"),
    path("ban-lam-viec/dan-ban/sang-kien/<int:pk>/", desk_initiatives.one, name="desk-initiative"),
    *acts.ANSWERED.urls(f"{DESK}/sang-kien/<int:pk>/"),
    path("ban-lam-viec/dan-ban/sang-kien/<int:pk>/ho-ky/", desk_initiatives.enter, name="enter-backings"),
    path(
        "ban-lam-viec/dan-ban/sang-kien/<int:pk>/ho-ky/<int:backing>/gach/",
        desk_initiatives.strike,
        name="strike-backing",
    ),
    path(
        "ban-lam-viec/dan-ban/sang-kien/<int:pk>/danh-sach/<str:form>/",
        desk_initiatives.list_to_back,
        name="list-to-back",
    ),
]

urlpatterns += [
    path(f"{DESK}/so-lieu/", figures.Figures.as_view(), name="figures"),
    path(f"{DESK}/ket-qua/", closing.Results.as_view(), name="results"),
    path(f"{DESK}/<int:pk>/ket-thuc/", closing.close, name="close"),
    path(f"{DESK}/<int:pk>/thu/<int:group>.pdf", closing.letters_of_group, name="letters"),
    path(f"{DESK}/cho-thoi/", closing.release, name="release"),
    path("dan-ban/huong-uoc/", codes.Codes.as_view(), name="codes"),
    path("dan-ban/huong-uoc/<int:pk>/", codes.code, name="code"),
    path(f"{DESK}/<int:pk>/niem-yet-du-thao/", codes.draft, name="code-draft"),
    path(f"{DESK}/huong-uoc/<int:pk>/ra-soat/", codes.review, name="review-code"),
]
