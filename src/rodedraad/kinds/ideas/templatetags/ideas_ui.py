"""The steps of placing an idea, for the templates of this kind."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def new_idea_steps(now: int) -> list[tuple[str, str]]:
    """The steps of placing an idea with their state, for the component `steps`."""
    labels = [_("Your idea"), _("Details"), _("Placed")]
    return [(label, "done" if place < now else "now" if place == now else "todo")
            for place, label in enumerate(labels, start=1)]
