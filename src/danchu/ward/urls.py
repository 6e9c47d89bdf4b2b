from django.urls import URLPattern, path

from danchu.ward.views import groups, households, mandates, organisations, people

app_name = "ward"

registers = [
    path("ban-lam-viec/to-dan-pho/", groups.Groups.as_view(), name="groups"),
    path("ban-lam-viec/to-dan-pho/<int:pk>/", groups.group, name="group"),
    path("ban-lam-viec/ho/", households.Households.as_view(), name="households"),
    path("ban-lam-viec/ho/<int:pk>/", households.household, name="household"),
    path("ban-lam-viec/nguoi/", people.People.as_view(), name="people"),
    path("ban-lam-viec/nguoi/<int:pk>/", people.person, name="person"),
    path("ban-lam-viec/to-chuc/", organisations.Organisations.as_view(), name="organisations"),
    path("ban-lam-viec/to-chuc/<int:pk>/", organisations.organisation, name="organisation"),
    path("ban-lam-viec/chuc-danh/", mandates.Mandates.as_view(), name="mandates"),
]

urlpatterns: list[URLPattern] = [*registers]
