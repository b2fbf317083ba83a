"""What this app tells the floors below: themes can be followed, stand on the page of a process, and have a desk."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rodedraad.base.notifications.periodic import register_job
from rodedraad.base.notifications.topics import register_topic
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process

from . import cards, queries, tasks

SHOWN = 5


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    register_topic("theme", describe=lambda pk: queries.describe_topics([pk]).get(pk),
                   describe_many=queries.describe_topics)
    cards.register_all()
    register_job("go_on_with_lost_runs", every=timedelta(minutes=5), task=tasks.go_on_with_lost_runs)
    register_job("forget_vectors", every=timedelta(days=1), task=tasks.forget_vectors)
    hooks.register_section("themes", 30, themes_section)
    hooks.register_desk_link(hooks.DeskLink(
        "analysis", 30, _("Analysis"), lambda process: reverse("themes:desk", args=[process.slug]), "themes.analyse",
        _("Put contributions under themes, and see what has none yet."),
    ))
    hooks.register_desk_link(hooks.DeskLink(
        "doubles", 31, _("Likely doubles"), lambda process: reverse("themes:alike", args=[process.slug]),
        "themes.find_doubles", _("See contributions that use nearly the same words, and let them go on together."),
        is_moderation=True,
    ))


def themes_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The largest themes on the page of a process; nothing before the first."""
    rows, count = queries.largest(process, SHOWN)
    if not rows:
        return None
    return "themes/parts/section.html", {"process": process, "rows": rows, "has_more": count > SHOWN}
