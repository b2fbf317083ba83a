"""Addresses of the pages that cross floors."""

from django.urls import URLPattern, URLResolver, path, register_converter

from . import export_views, views
from .report import views as report_views
from .threads import READERS


class KnotConverter:
    """One of the Dutch words for a knot of the thread."""

    regex = "|".join(READERS)

    def to_python(self, value: str) -> str:
        """The word itself."""
        return value

    def to_url(self, value: str) -> str:
        """The word itself."""
        return value


register_converter(KnotConverter, "knot")

app_name = "site"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("zoeken", views.search, name="search"),
    path("beloftes", views.promises, name="promises"),
    path("mijn-draad", views.my_thread, name="my_thread"),
    path("draad/<knot:word>/<int:pk>", views.thread, name="thread"),
    path("open-data", export_views.open_data, name="open_data"),
    path("trajecten/<slug:process_slug>/open-data/<slug:key>.<slug:form>", export_views.public_table,
         name="public_table"),
    path("beheer/trajecten/<slug:process_slug>/exporteren", export_views.choose, name="exports"),
    path("beheer/trajecten/<slug:process_slug>/exporteren/<slug:key>.<slug:form>", export_views.table, name="table"),
    path("beheer", views.desk, name="desk"),
    path("trajecten/<slug:process_slug>/wat-leeft-er", views.living, name="living"),
    path("trajecten/<slug:process_slug>/verslag.pdf", report_views.report, name="report"),
    path("beheer/trajecten/<slug:process_slug>/dekking", views.coverage, name="coverage"),
]
