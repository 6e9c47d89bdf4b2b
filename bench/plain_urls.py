"""The one view of the plain Django floor."""

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from danchu.core.models import Ward
from danchu.know.models import Disclosure

TEMPLATE = Engine().from_string(
    "<h1>{{ ward.name }}</h1><p>{{ total }}</p><ul>{% for row in rows %}<li><a href='/{{ row.pk }}'>{{ row.title }}</a>"
    " {{ row.from_day|date:'d/m/Y' }}</li>{% endfor %}</ul>"
)


def page(request):
    ward = Ward.objects.first()
    rows = Disclosure.objects.filter(ward=ward, state="published")
    return HttpResponse(TEMPLATE.render(Context({"ward": ward, "total": rows.count(), "rows": rows[:20]})))


urlpatterns = [path("", page)]
