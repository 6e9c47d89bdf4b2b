"""Template words that every page may use (loaded as builtins)."""

from datetime import date, datetime
from typing import Any

import rules
from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from danchu.lib import clock
from danchu.lib.vntext import vn_date, vn_number

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: RequestContext, permission: str, about: object = None) -> bool:
    """Whether the person who looks may do ``permission`` (with ``about``, else with the ward)."""
    return bool(rules.has_perm(permission, context["request"].user, about or context["request"].ward))


@register.filter
def number(value: Any) -> str:
    """A number the Vietnamese way; a dash for none."""
    if value is None:
        return "–"
    return vn_number(value, 0 if float(value).is_integer() else 1)


@register.filter
def shown(value: Any) -> str | SafeString:
    """A value of a register's cell: dates as dd/mm/yyyy, yes and no in words, nothing as a dash."""
    match value:
        case None | "":
            return "–"
        case bool():
            return "Có" if value else "Không"
        case datetime():
            local = value.astimezone(clock.VIETNAM)
            return f"{local:%H:%M} {vn_date(local.date())}"
        case date():
            return vn_date(value)
        case int() | float():
            return number(value)
    return str(value)


@register.simple_tag
def machine_time(value: date | datetime) -> SafeString:
    """``value`` as a ``time`` element."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown(value))
