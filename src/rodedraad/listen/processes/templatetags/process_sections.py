"""`{% draw_section section %}`: what a higher floor hung on the process page, with its own context in sight."""

from django import template
from django.template.context import Context

from rodedraad.listen.processes.hooks import BuiltSection

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_section(context: Context, section: BuiltSection) -> str:
    """Draw the template of a section; it sees the page's context and its own."""
    with context.push(**section.context):
        return context.template.engine.get_template(section.template).render(context)  # type: ignore[union-attr]
