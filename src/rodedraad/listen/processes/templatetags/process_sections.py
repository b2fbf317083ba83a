"""`{% draw_section section %}`: what a higher floor hung on the process page, with its own context in sight."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from rodedraad.listen.processes.hooks import BuiltSection

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_section(context: Context, section: BuiltSection) -> SafeString:
    """Draw the template of a section; it sees the page's context and its own."""
    with context.push(**section.context):
        drawn = context.template.engine.get_template(section.template).render(context)  # type: ignore[union-attr]
    return SafeString(drawn)
