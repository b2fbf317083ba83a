"""Addresses of contributions that every kind of activity shares."""

from django.urls import URLPattern, URLResolver, path

from .views import comments, entering, supports, writing

app_name = "contributions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("bijdragen/<int:pk>", writing.show, name="show"),
    path("bijdragen/<int:pk>/steunen", supports.support, name="support"),
    path("bijdragen/<int:pk>/niet-meer-steunen", supports.unsupport, name="unsupport"),
    path("bijdragen/<int:pk>/reageren", comments.comment, name="comment"),
    path("bijdragen/<int:pk>/wijzigen", writing.edit, name="edit"),
    path("bijdragen/<int:pk>/intrekken", writing.withdraw, name="withdraw"),
    path("bijdragen/<int:pk>/geschiedenis", writing.history, name="history"),
    path("bijdragen/<int:pk>/melden", writing.report, name="report"),
    path("bijdragen/<int:pk>/foto/<int:photo>", writing.photo, name="photo"),
    path("reacties/<int:pk>/wijzigen", comments.edit_comment, name="edit-comment"),
    path("reacties/<int:pk>/intrekken", comments.withdraw_comment, name="withdraw-comment"),
    path("reacties/<int:pk>/melden", writing.report_comment, name="report-comment"),
    path("beheer/trajecten/<slug:process_slug>/<slug:activity_slug>/invoeren", entering.enter, name="enter"),
]
