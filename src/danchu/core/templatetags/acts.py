"""The buttons of a row's page (loaded as a builtin)."""

from typing import Any

from django import template
from django.template.context import RequestContext

from danchu.core.ui.acts import Weight, acts_of

register = template.Library()


@register.inclusion_tag("core/parts/acts.html", takes_context=True)
def acts(context: RequestContext, row: Any) -> dict[str, Any]:
    """The buttons of what the person who looks can do with ``row`` now; what is seldom done is folded away."""
    found = [button for each in acts_of(row) if not each.apart for button in each.buttons(context["request"].user, row)]
    seldom = [each for each in found if each.weight == Weight.SELDOM]
    fold = len(seldom) > 1
    return {"buttons": [each for each in found if not fold or each not in seldom], "folded": seldom if fold else []}
