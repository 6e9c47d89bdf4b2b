"""The door: one page with every way in. Nothing here tells who is on the roll."""

from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from danchu.core.limits import network_of, take
from danchu.core.messaging import sms
from danchu.core.models import User
from danchu.core.refusals import Refused
from danchu.core.ui.access import View, public, signed_in
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import card_codes, outside, phone_codes, queries, second_factor
from danchu.ward.arrivals import arrive, household_account, record, resident_account
from danchu.ward.entrance import destination, safe_next
from danchu.ward.forms_sign_in import CardForm, CodeForm, PhoneForm
from danchu.ward.models import Person, SignInRecord

PHONE = "ward.sign_in.phone"  # what a session carries between asking for a code and using it
CHOICE = "ward.sign_in.people"
TOO_OFTEN = "Đã thử quá nhiều lần. Hãy đợi một giờ rồi thử lại, hoặc đăng nhập bằng cách khác."
WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Hãy xem lại tin nhắn, hoặc lấy mã mới."
WRONG_CARD = "Thẻ này không dùng được: mã sai, thẻ đã được thay, hoặc thẻ của phường khác."
NO_SMS = "Phường chưa nối dịch vụ tin nhắn nên chưa gửi mã được. Hãy dùng thẻ hộ, hoặc gọi Ủy ban nhân dân phường."


def private(view: View) -> View:
    """A page of the door: never kept by anyone."""

    @wraps(view)
    def kept_from_all(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = cast(HttpResponse, view(request, *args, **kwargs))
        add_never_cache_headers(response)
        return response

    return kept_from_all


@public
@private
def sign_in(request: Request) -> HttpResponse:
    """Every way in. Whoever is in already goes on."""
    if request.user.is_authenticated:
        return redirect(destination(request, request.GET.get("next", "")))
    return _door(request)


def _door(request: Request, phone: PhoneForm | None = None) -> HttpResponse:
    wanted = safe_next(request, request.POST.get("next", "") or request.GET.get("next", ""))
    shown = {
        "phone_form": phone or PhoneForm(),
        "card_form": CardForm(),
        "next": wanted,
        "sign_on": outside.sign_on(wanted),
        "sends_codes": sms.can_send(request.ward),
        "shows_codes": sms.is_demonstration(request.ward),
    }
    return render(request, "ward/sign_in/door.html", shown, status=422 if phone and phone.errors else 200)


@public
@private
@require_POST
def ask_code(request: Request) -> HttpResponse:
    """Send a code to a phone; the answer is the same for every number."""
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _door(request, form)
    phone, now = form.cleaned_data["phone"], clock.now()
    if not sms.can_send(request.ward):
        form.add_error(None, NO_SMS)
        return _door(request, form)
    if not _may_ask(request, phone):
        form.add_error(None, TOO_OFTEN)
        return _door(request, form)
    code = phone_codes.issue(request.ward, phone, now)
    wanted = safe_next(request, request.POST.get("next", ""))
    request.session[PHONE] = {"code": code.pk, "phone": _sealed(phone), "next": wanted}
    request.session.pop(CHOICE, None)
    return redirect("ward:sign-in-code")


def _may_ask(request: Request, phone: str) -> bool:
    now, ward = clock.now(), request.ward
    return (
        take("code-network", network_of(request), now)
        and take("code-phone", f"{ward.pk}:{phone}", now)
        and take("code-ward", str(ward.pk), now)
    )


@public
@private
@sensitive_post_parameters("code")
def enter_code(request: Request) -> HttpResponse:
    """Take the code; several people on one number choose next."""
    asked = request.session.get(PHONE)
    if not asked:
        return redirect("ward:sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        if people := phone_codes.redeem(
            request.ward, asked["code"], _opened(asked["phone"]), form.cleaned_data["code"], now
        ):
            return _let_in(request, people, asked["next"])
        record(request, SignInRecord.Way.PHONE, None)
        form.add_error("code", WRONG_CODE)
    shown = {
        "form": form,
        "phone": sms.masked(_opened(asked["phone"])),
        "shows_codes": sms.is_demonstration(request.ward),
    }
    return render(request, "ward/sign_in/code.html", shown, status=422 if form.errors else 200)


def _let_in(request: Request, people: list[Person], wanted: str) -> HttpResponse:
    request.session.pop(PHONE, None)
    if len(people) > 1:
        until = clock.now().timestamp() + phone_codes.lifetime()
        request.session[CHOICE] = {"people": [each.pk for each in people], "next": wanted, "until": until}
        request.session.cycle_key()
        return redirect("ward:sign-in-choose")
    return _arrive_as(request, people[0], wanted)


def _arrive_as(request: Request, person: Person, wanted: str) -> HttpResponse:
    try:
        account = resident_account(person, clock.now())
    except Refused as refused:
        record(request, SignInRecord.Way.PHONE, None)
        messages.error(request, str(refused))
        return redirect("ward:sign-in")
    arrive(request, account, SignInRecord.Way.PHONE)
    return redirect(destination(request, wanted))


@public
@private
def choose(request: Request) -> HttpResponse:
    """Several people share the number: who is it?"""
    offered = request.session.get(CHOICE)
    if not offered or clock.now().timestamp() > offered["until"]:
        request.session.pop(CHOICE, None)
        return redirect("ward:sign-in")
    people = list(queries.people_of(request.ward).filter(pk__in=offered["people"]).order_by("sort_key", "pk"))
    chosen = [each for each in people if str(each.pk) == request.POST.get("person")]
    if request.method == "POST" and chosen:
        del request.session[CHOICE]
        return _arrive_as(request, chosen[0], offered["next"])
    status = 422 if request.method == "POST" else 200
    return render(request, "ward/sign_in/choose.html", {"people": people, "missing": status == 422}, status=status)


@public
@private
@sensitive_post_parameters("card")
def card(request: Request) -> HttpResponse:
    """Sign in with a household card. Its square leads here with the code after ``#``, which a script puts into the
    field; opening the page, or a preview of its link, signs nobody in."""
    form = CardForm(request.POST if request.method == "POST" else None)
    wanted = safe_next(request, request.POST.get("next", ""))
    if request.method == "POST" and form.is_valid():
        problem = _arrive_by_card(request, card_codes.hashes_of(form.cleaned_data["card"]))
        if not problem:
            return redirect(destination(request, wanted))
        form.add_error("card", problem)
    status = 422 if form.errors else 200
    return render(request, "ward/sign_in/card.html", {"form": form, "next": wanted}, status=status)


def _arrive_by_card(request: Request, hashes: list[str]) -> str:
    """Sign the household in; else why not."""
    now = clock.now()
    card = queries.card_with(request.ward, hashes)
    try:
        account = household_account(card.household, now) if card else None
    except Refused as refused:
        return str(refused)
    if account is None:
        if not take("card-network", network_of(request), now):
            return TOO_OFTEN
        record(request, SignInRecord.Way.CARD, None)
        return WRONG_CARD
    arrive(request, account, SignInRecord.Way.CARD)
    return ""


@public
@private
def demonstration_codes(request: Request) -> HttpResponse:
    """The messages of a demonstration ward; anywhere else there is no such page."""
    if not sms.is_demonstration(request.ward):
        raise Http404
    shown = sms.shown_in_demonstration(request.ward)
    return render(request, "ward/sign_in/demonstration.html", {"sent": shown})


@signed_in
@private
def account(request: Request) -> HttpResponse:
    """My account: who I am here, what I hold, how I sign in."""
    user = cast(User, request.user)
    shown = {
        "account": user,
        "household": queries.household_of(user),
        "offices": queries.offices_held(user),
        "has_second_factor": user.is_staff_member and second_factor.has_second_factor(user),
    }
    return render(request, "ward/sign_in/account.html", shown)


@signed_in
def set_up_second_factor(request: Request) -> HttpResponse:
    """Guide staff to their second factor; whoever has one goes on."""
    user = cast(User, request.user)
    if not user.is_staff_member:
        raise Http404
    if second_factor.has_second_factor(user):
        return redirect("ward:account")
    return render(request, "ward/sign_in/second_factor.html")


def _sealed(phone: str) -> str:
    return signing.dumps(phone, salt=PHONE)


def _opened(sealed: str) -> str:
    return str(signing.loads(sealed, salt=PHONE))
