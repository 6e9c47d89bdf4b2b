"""The one view of the plain Django floor: three queries and a template of twenty rows, on two tables of the site."""

from django.db import models
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from bench.floors import MARK

TEMPLATE = Engine().from_string(
    "<h1>{{ ward.name }}</h1><p>{{ total }}</p><ul>{% for row in rows %}<li><a href='/{{ row.pk }}'>{{ row.title }}</a>"
    " {{ row.published_on|date:'d/m/Y' }}</li>{% endfor %}</ul>"
)


class Ward(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "plain"
        managed = False
        db_table = "core_ward"

    def __str__(self) -> str:
        return self.name


class Disclosure(models.Model):
    ward = models.ForeignKey(Ward, models.DO_NOTHING)
    title = models.TextField()
    state = models.TextField()
    published_on = models.DateField()

    class Meta:
        app_label = "plain"
        managed = False
        db_table = "know_disclosure"

    def __str__(self) -> str:
        return self.title


def page(request):
    ward = Ward.objects.order_by("pk").first()
    rows = Disclosure.objects.filter(ward=ward, state="published")
    said = TEMPLATE.render(Context({"ward": ward, "total": rows.count(), "rows": rows.order_by("-published_on")[:20]}))
    body = said.encode()
    return HttpResponse(body, headers={MARK: "1", "Content-Length": str(len(body))})


urlpatterns = [path("", page)]
