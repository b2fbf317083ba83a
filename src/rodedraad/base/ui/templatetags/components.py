"""`{% component %}`, `{% slot %}` and `{% c %}`: strict components in templates.

`{% component "card" title=t %}body{% slot "footer" %}…{% endslot %}{% endcomponent %}` has a body and slots,
`{% c "badge" text=t %}` has neither. An undeclared component, prop or slot, or a missing prop, does not compile.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.engine import Engine
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from rodedraad.base.ui import components as _declared  # noqa: F401 -- declares every component
from rodedraad.base.ui.registry import REQUIRED, Component, UnknownComponentError, component

register = template.Library()


class SlotNode(Node):
    """The content of one named slot; draws nothing where it stands."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, _context: Context) -> SafeString:
        """A slot is drawn by its component."""
        return SafeString("")


class ComponentNode(Node):
    """One use of a component."""

    def __init__(self, used: Component, props: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.used = used
        self.props = tuple(props.items())
        self.nodelist = NodeList(node for node in nodelist if not isinstance(node, SlotNode))
        slots = {node.name: node.nodelist for node in nodelist if isinstance(node, SlotNode)}
        self.slots = tuple((f"slot_{name}", nodes) for name, nodes in slots.items())
        empty = {f"slot_{name}": "" for name in used.slots}
        self.defaults = empty | {name: prop.default for name, prop in used.props.items() if name not in props}
        self.drawn: NodeList | None = None

    def render(self, context: Context) -> SafeString:
        """Draw the component with only its own props, slots and body in sight."""
        values: dict[str, Any] = self.defaults.copy()
        for name, expression in self.props:
            values[name] = expression.resolve(context)
        if self.used.has_body:
            values["body"] = self.nodelist.render(context)
        for name, nodes in self.slots:
            values[name] = nodes.render(context)
        for name in self.used.takes:
            values[name] = context.get(name, "")
        inner = Context(values, autoescape=context.autoescape, use_l10n=context.use_l10n, use_tz=context.use_tz)
        inner.template, inner.render_context = context.template, context.render_context
        return self._markup(context.template.engine).render(inner)

    def _markup(self, engine: Engine) -> NodeList:
        """The compiled template; looked up once for each use, and again at each drawing while debugging."""
        if self.drawn is None or engine.debug:
            self.drawn = engine.get_template(self.used.template_name).nodelist
        return self.drawn


@register.tag("slot")
def do_slot(parser: Parser, token: Token) -> SlotNode:
    """`{% slot "name" %}…{% endslot %}`, directly inside a component: never in an `if` or a `for`."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError("slot takes one name")
    around = parser.command_stack[-2][0] if len(parser.command_stack) > 1 else ""
    if around != "component":
        raise template.TemplateSyntaxError(f"slot {words[1]} must stand directly inside a component, not in {around!r}")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(words[1].strip("\"'"), nodelist)


@register.tag("component")
def do_component(parser: Parser, token: Token) -> ComponentNode:
    """`{% component "name" prop=value %}body and slots{% endcomponent %}`."""
    used, props = _parse(parser, token)
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    node = ComponentNode(used, props, nodelist)
    slots = [child.name for child in nodelist if isinstance(child, SlotNode)]
    for name in slots:
        if name not in used.slots:
            raise template.TemplateSyntaxError(f"component {used.name!r} has no slot {name!r}")
        if slots.count(name) > 1:
            raise template.TemplateSyntaxError(f"component {used.name!r}: slot {name!r} is filled twice")
    if not used.has_body and "".join(_text(child) for child in node.nodelist).strip():
        raise template.TemplateSyntaxError(f"component {used.name!r} has no body")
    return node


@register.tag("c")
def do_void_component(parser: Parser, token: Token) -> ComponentNode:
    """`{% c "name" prop=value %}`: a component without body or slots."""
    used, props = _parse(parser, token)
    if used.has_body:
        raise template.TemplateSyntaxError(f"component {used.name!r} needs a body: use component … endcomponent")
    return ComponentNode(used, props, NodeList())


def _text(node: Node) -> str:
    return str(getattr(node, "s", "x"))


def _parse(parser: Parser, token: Token) -> tuple[Component, dict[str, FilterExpression]]:
    words = token.split_contents()[1:]
    if not words:
        raise template.TemplateSyntaxError("a component needs a name")
    try:
        used = component(words[0].strip("\"'"))
    except UnknownComponentError as error:
        raise template.TemplateSyntaxError(f"unknown component {words[0]}") from error
    rest = words[1:]
    props: dict[str, FilterExpression] = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"component {used.name!r}: {' '.join(rest)} is not prop=value")
    _check(used, props)
    return used, props


def _check(used: Component, props: dict[str, FilterExpression]) -> None:
    unknown = set(props) - set(used.props)
    missing = {name for name, prop in used.props.items() if prop.default is REQUIRED and name not in props}
    if unknown or missing:
        words = [f"unknown prop {name}" for name in sorted(unknown)]
        words += [f"missing prop {name}" for name in sorted(missing)]
        raise template.TemplateSyntaxError(f"component {used.name!r}: {', '.join(words)}")
    for name, expression in props.items():
        choices = used.props[name].choices
        literal = expression.var if isinstance(expression.var, str) else None
        if choices and literal is not None and literal not in choices:
            raise template.TemplateSyntaxError(f"component {used.name!r}: {name} must be one of {', '.join(choices)}")


@register.filter
def number(value: float | None) -> str:
    """A number as people read it: 1.000 in Dutch; an empty text for None."""
    return "" if value is None else number_format(value, force_grouping=True)
