"""Every address of the site; each app brings its own, each kind is mounted under its own path."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from rodedraad.listen.activities.kinds import all_kinds
from rodedraad.site.api.application import api, nothing_here

handler500 = "rodedraad.config.outage.server_error"

APP_URLS = (
    "rodedraad.site.urls",
    "rodedraad.base.accounts.login_urls",
    "rodedraad.base.accounts.urls",
    "rodedraad.base.notifications.urls",
    "rodedraad.base.organisations.urls",
    "rodedraad.base.ui.urls",
    "rodedraad.listen.processes.urls",
    "rodedraad.listen.activities.urls",
    "rodedraad.listen.contributions.urls",
    "rodedraad.listen.contributions.moderation.urls",
    "rodedraad.listen.contributions.importing.urls",
    "rodedraad.understand.themes.urls",
    "rodedraad.understand.booklet.urls",
    "rodedraad.decide.answers.urls",
    "rodedraad.decide.agreements.urls",
    "rodedraad.learn.scan.urls",
    "rodedraad.learn.talk.urls",
)


def kind_urls() -> list[URLResolver]:
    """One mount per kind: `/trajecten/<process>/<kind path>/<activity>`."""
    return [
        path(f"trajecten/<slug:process_slug>/{kind.path}/<slug:activity_slug>", include(kind.urls))
        for kind in all_kinds()
    ]


def kind_desk_urls() -> list[URLResolver]:
    """What a kind offers apart from any activity, under addresses of its own."""
    return [path("", include(kind.desk_urls)) for kind in all_kinds() if kind.desk_urls]


urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(module)) for module in APP_URLS),
    *kind_urls(),
    *kind_desk_urls(),
    path("api/v1/", api.urls),
    re_path(r"^api(?:/|$)", nothing_here),
]
