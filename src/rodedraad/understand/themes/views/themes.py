"""One theme on the desk: describe, order, show, take off, merge, split."""

from functools import partial
from typing import Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.conflicts import conflict, renewed

from .. import actions, desk, queries, work
from ..errors import RefusedError, StaleError
from ..forms import MergeForm, SplitForm, ThemeForm, UnpublishForm
from ..models import Theme
from .shared import attempt, attempt_form, desk_trail, number_in, to_desk, version_in


@never_cache
@requires("themes.analyse", find=queries.find_desk_theme)
def edit(request: HttpRequest, theme: Theme) -> HttpResponse:
    """What is this theme called, what do people say in it, and what do I do with it?"""
    form = ThemeForm(request.POST or None, initial=ThemeForm.values_of(theme))
    differences, problem = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_theme(theme=theme, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
        except StaleError as error:
            now = ThemeForm.values_of(error.current)  # type: ignore[arg-type]
            differences, form = conflict(form, now), ThemeForm(renewed(request.POST, now["version"]))
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("themes:edit", theme.process.slug, theme.pk)
    context = {"form": form, "differences": differences, "problem": problem}
    return _page(request, "edit", theme, theme.title, status=409 if differences or problem else 200, **context)


@require_POST
@requires("themes.analyse", find=queries.find_desk_theme)
def move(request: HttpRequest, theme: Theme) -> HttpResponse:
    """One place up or down."""
    direction: Literal["up", "down"] = "up" if request.POST.get("direction") == "up" else "down"
    attempt(request, lambda: actions.move_theme(theme=theme, by=request.person,  # type: ignore[attr-defined]
                                                direction=direction), done=_("The order has changed."))
    return redirect("themes:edit", theme.process.slug, theme.pk)


@require_POST
@requires("themes.analyse", find=queries.find_desk_theme)
def put_under(request: HttpRequest, theme: Theme) -> HttpResponse:
    """This is an observation within that thread."""
    parent = queries.live_theme(theme.process, work.numbers([request.POST.get("parent", "")]))
    if parent is None:
        messages.error(request, _("Choose another theme of the same process."))
    else:
        attempt(request, lambda: actions.put_under(theme=theme, parent=parent, by=request.person,  # type: ignore[attr-defined]
                                                   version=version_in(request)),
                done=_("“%(theme)s” now stands under “%(thread)s”.") % {"theme": theme.title, "thread": parent.title})
    return redirect("themes:edit", theme.process.slug, theme.pk)


@require_POST
@requires("themes.analyse", find=queries.find_desk_theme)
def take_out(request: HttpRequest, theme: Theme) -> HttpResponse:
    """This is a thread of its own."""
    attempt(request, lambda: actions.take_out(theme=theme, by=request.person,  # type: ignore[attr-defined]
                                              version=version_in(request)),
            done=_("“%(theme)s” is a thread of its own.") % {"theme": theme.title})
    return redirect("themes:edit", theme.process.slug, theme.pk)


@require_POST
@requires("themes.analyse", find=queries.find_desk_theme)
def publish(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Show it to everybody."""
    attempt(request, lambda: actions.publish_theme(theme=theme, by=request.person,  # type: ignore[attr-defined]
                                                   version=version_in(request)),
            done=_("The theme is on the site. Who wrote something under it hears that."))
    return redirect("themes:edit", theme.process.slug, theme.pk)


@never_cache
@requires("themes.analyse", find=queries.find_desk_theme)
def unpublish(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Take it off the site, and say why."""
    form = UnpublishForm(request.POST or None, initial={"version": theme.version})
    act = partial(actions.unpublish_theme, theme=theme, by=request.person)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and attempt_form(form, act):
        messages.success(request, _("The theme is off the site. At its address people read why."))
        return redirect("themes:edit", theme.process.slug, theme.pk)
    return _page(request, "unpublish", theme, _("Take off the site"), form=form)


@never_cache
@requires("themes.analyse", find=queries.find_desk_theme)
def merge(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Are these two really one?"""
    shown = desk.theme_desk_page(theme)
    form = MergeForm(request.POST or None, initial={"version": theme.version}, others=shown.others)
    by_id = {each.theme.pk: each.theme for each in shown.others}

    def act(target: int, version: int) -> Theme:
        return actions.merge_themes(source=theme, target=by_id[target], by=request.person,  # type: ignore[attr-defined]
                                    source_version=version)

    if request.method == "POST" and form.is_valid() and (target := attempt_form(form, act)):
        messages.success(request, _("“%(source)s” is now part of “%(target)s”.")
                         % {"source": theme.title, "target": target.title})
        return to_desk(theme.process, f"thema={target.pk}&toon=alles")
    return _page(request, "merge", theme, _("Merge"), form=form)


@never_cache
@requires("themes.analyse", find=queries.find_desk_theme)
def split(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Which part is a theme of its own?"""
    form = SplitForm(request.POST or None, initial={"version": theme.version})
    chosen = work.numbers(request.POST.getlist("b"))
    act = partial(actions.split_theme, theme=theme, contribution_ids=chosen, by=request.person)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and (made := attempt_form(form, act)):
        messages.success(request, _("“%(title)s” is now a theme of its own.") % {"title": made.title})
        return redirect("themes:edit", theme.process.slug, made.pk)
    return _page(request, "split", theme, _("Split"), form=form, chosen=chosen)


def _page(request: HttpRequest, name: str, theme: Theme, title: str, *, status: int = 200, **context: object,
          ) -> HttpResponse:
    trail = desk_trail(theme.process, title)
    if name != "edit":
        trail.insert(-1, (theme.title, reverse("themes:edit", args=[theme.process.slug, theme.pk])))
    frame = {"process": theme.process, "theme": theme, "title": title, "trail": trail,
             "page": desk.theme_desk_page(theme, number_in(request)), "version": {"version": theme.version},
             "up": {"direction": "up"}, "down": {"direction": "down"}}
    return render(request, f"themes/desk/{name}.html", frame | context, status=status)
