"""The addresses of the reception of citizens."""

from django.urls import path

from danchu.inspect.views import acts_desk, reception_book, reception_desk, reception_public

_PUBLIC, _RECEPTION = "tiep-cong-dan", "ban-lam-viec/tiep-cong-dan"
reception_pages = [
    path(f"{_PUBLIC}/", reception_public.reception, name="reception"),
    path(f"{_PUBLIC}/<key:pk>/dat-lich/", reception_public.book, name="book-reception"),
    path(f"{_PUBLIC}/<key:pk>/lich.ics", reception_public.calendar, name="reception-calendar"),
    path(f"{_PUBLIC}/<key:pk>/man-hinh/", reception_public.screen, name="reception-screen"),
    path(f"{_PUBLIC}/lich-hen/", reception_public.booking, name="reception-booking"),
    path(f"{_PUBLIC}/phieu-hen/", reception_public.booked, name="reception-booked"),
    path(f"{_PUBLIC}/phieu-hen/huy/", reception_public.cancel, name="cancel-booking"),
    path(f"{_RECEPTION}/", reception_desk.ReceptionDays.as_view(), name="reception-days"),
    path(f"{_RECEPTION}/len-lich/", reception_desk.plan, name="plan-reception"),
    path(f"{_RECEPTION}/noi-quy/", reception_desk.rules, name="reception-rules"),
    path(f"{_RECEPTION}/<key:pk>/", reception_desk.day, name="reception-day"),
    *acts_desk.RECEPTION_DAYS.urls(f"{_RECEPTION}/<key:pk>/"),
    path(f"{_RECEPTION}/<key:pk>/cap-so/", reception_desk.enter, name="enter-visit"),
    path(f"{_RECEPTION}/<key:pk>/buoc/<str:move>/", reception_desk.step, name="reception-step"),
    path(f"{_RECEPTION}/luot/<key:pk>/buoc/<str:move>/", reception_desk.visit_step, name="visit-step"),
    path(f"{_RECEPTION}/luot/<key:pk>/phieu-so.pdf", reception_desk.slip, name="visit-slip"),
    path(f"{_RECEPTION}/luot/<key:pk>/ghi-so/", reception_book.record, name="record-visit"),
    path(f"{_RECEPTION}/luot/<key:pk>/to-cao/", reception_book.denounce, name="record-denunciation-visit"),
    path(f"{_RECEPTION}/so/", reception_book.ReceptionBook.as_view(), name="reception-book"),
    path(f"{_RECEPTION}/so/ghi/", reception_book.record, name="record-reception"),
    path(f"{_RECEPTION}/so/to-cao/", reception_book.denounce, name="record-denunciation"),
    path(f"{_RECEPTION}/so/nam/<year:year>.pdf", reception_book.year_book, name="reception-year"),
    path(f"{_RECEPTION}/so/<key:pk>/", reception_book.entry, name="reception-entry"),
    path(f"{_RECEPTION}/so/<key:pk>/tra-loi/", reception_book.answer, name="answer-reception"),
    path(f"{_RECEPTION}/so/<key:pk>/hua/", reception_book.pledge, name="promise"),
    path(f"{_RECEPTION}/so/<key:pk>/bien-nhan.pdf", reception_book.receipt, name="reception-receipt"),
    path(f"{_RECEPTION}/loi-hua/", reception_book.ReceptionPromises.as_view(), name="reception-promises"),
    path(f"{_RECEPTION}/loi-hua/<key:pk>/", reception_book.promise, name="reception-promise"),
]
