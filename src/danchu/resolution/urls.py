from django.urls import URLPattern

app_name = "resolution"

urlpatterns: list[URLPattern] = []
