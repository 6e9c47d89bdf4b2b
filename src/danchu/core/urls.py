from django.urls import path

from danchu.core.views import acts, audit, checking, documents, statements

app_name = "core"
urlpatterns = [
    path("ban-lam-viec/van-ban/", documents.Documents.as_view(), name="documents"),
    path("ban-lam-viec/van-ban/lap/<str:kind>/<key:target>/", documents.prepare, name="prepare-document"),
    path("ban-lam-viec/van-ban/<key:pk>/", documents.one, name="document"),
    *acts.DOCUMENTS.urls("ban-lam-viec/van-ban/<key:pk>/"),
    path("ban-lam-viec/van-ban/<key:pk>/tai/<str:form>/", documents.download, name="document-file"),
    path("van-ban/<str:code>/", checking.check, name="check"),
    path("van-ban/<str:code>/<str:form>/", checking.download, name="check-file"),
    path("doi-chieu/", statements.index, name="statements"),
    path("doi-chieu/tin.xml", statements.feed, name="statements-feed"),
    path("doi-chieu/<slug:day>/", statements.one, name="statement"),
    path("doi-chieu/<slug:day>/tep/", statements.file, name="statement-file"),
    path("nhat-ky/", audit.Audit.as_view(), name="audit"),
    path("nhat-ky/<key:pk>/", audit.entry, name="audit-entry"),
    path("nhat-ky/kiem-tra/", audit.checks, name="audit-checks"),
]
