"""The list of components with their props: the contract that docs/ui.md explains."""

from .registry import Prop, declare

OPTIONAL = Prop(default=None)
EMPTY = Prop(default="")
REQUIRED = Prop()
YES = Prop(default=True)
NO = Prop(default=False)
TONE = Prop(default="info", choices=("info", "ok", "warning", "error"))
LOOK = Prop(default="secondary", choices=("primary", "secondary", "quiet", "danger"))

declare("page-header", title=REQUIRED, lead=EMPTY, kicker=EMPTY, slots=("actions", "meta"))
declare("breadcrumb", items=REQUIRED)
declare("button", body=True, href=OPTIONAL, variant=LOOK, type=Prop(default="submit", choices=("submit", "button")),
        name=OPTIONAL, value=OPTIONAL, shortcut=OPTIONAL, describedby=OPTIONAL, small=NO, form=OPTIONAL,
        action=OPTIONAL, title=OPTIONAL, do=OPTIONAL, print=NO)
declare("button-group", body=True)
declare("post-button", body=True, takes=("csrf_token",), action=REQUIRED, variant=LOOK, fields=OPTIONAL, small=NO,
        target=OPTIONAL, shortcut=OPTIONAL)
declare("alert", body=True, tone=TONE, title=EMPTY, live=NO)
declare("messages", messages=REQUIRED)
declare("form", body=True, takes=("csrf_token",), form=OPTIONAL, action=EMPTY,
        method=Prop(default="post", choices=("post", "get")), submit=EMPTY, cancel=OPTIONAL, multipart=NO, guard=YES,
        slots=("before", "buttons"))
declare("fields", form=REQUIRED, only=OPTIONAL, without=OPTIONAL)
declare("field", field=REQUIRED, counter=NO, rows=OPTIONAL)
declare("fieldset", body=True, legend=REQUIRED, help=EMPTY)
declare("error-summary", form=OPTIONAL, items=OPTIONAL)
declare("filter-bar", body=True, label=REQUIRED, action=EMPTY, target=OPTIONAL, submit=EMPTY, clear=OPTIONAL, auto=NO)
declare("search-box", name=Prop(default="q"), value=EMPTY, label=REQUIRED, submit=EMPTY, action=OPTIONAL)
declare("pagination", page=REQUIRED, query=EMPTY, label=EMPTY, total=EMPTY)
declare("data-table", body=True, caption=REQUIRED, csv=OPTIONAL, hide_caption=NO)
declare("sort-header", label=REQUIRED, key=REQUIRED, current=EMPTY, query=EMPTY, number=NO)
declare("summary-list", body=True)
declare("summary-row", body=True, label=REQUIRED)
declare("card", body=True, title=REQUIRED, href=OPTIONAL, meta=EMPTY, level=Prop(default=3), slots=("footer",))
declare("list-row", body=True, title=REQUIRED, href=OPTIONAL, meta=EMPTY, level=Prop(default=3), line=OPTIONAL,
        slots=("aside", "footer"))
declare("author-line", name=REQUIRED, role=EMPTY, when=EMPTY, channel=EMPTY)
declare("confirm", body=True, takes=("csrf_token",), action=REQUIRED, submit=REQUIRED, cancel=REQUIRED,
        stay=EMPTY, fields=OPTIONAL, variant=Prop(default="danger", choices=("primary", "danger")))
declare("badge", text=REQUIRED,
        tone=Prop(default="neutral", choices=("neutral", "info", "ok", "warning", "error", "thread")))
declare("tabs", items=REQUIRED, label=REQUIRED)
declare("timeline", moments=REQUIRED, label=EMPTY)
declare("thread-line", line=REQUIRED, label=EMPTY, mini=NO)
declare("empty-state", body=True, title=REQUIRED, slots=("actions",))
declare("figures", body=True)
declare("figure", value=REQUIRED, label=REQUIRED, href=OPTIONAL, note=EMPTY,
        tone=Prop(default="neutral", choices=("neutral", "ok", "warning", "error")))
declare("progress", done=REQUIRED, total=REQUIRED, label=REQUIRED, poll=OPTIONAL)
declare("disclosure", body=True, summary=REQUIRED, open=NO)
declare("quote", body=True, cite=EMPTY, href=OPTIONAL)
declare("passage", text=REQUIRED, start=OPTIONAL, length=OPTIONAL)
declare("diff", changes=REQUIRED, old_label=REQUIRED, new_label=REQUIRED)
declare("bar-chart", title=REQUIRED, bars=REQUIRED, unit=EMPTY, caption=EMPTY)
declare("toolbar", body=True, label=REQUIRED)
declare("two-pane", slots=("main", "side"), main_label=REQUIRED, side_label=REQUIRED)
declare("keys", items=REQUIRED)
declare("section", body=True, title=REQUIRED, id=OPTIONAL, lead=EMPTY, level=Prop(default=2), slots=("actions",))
declare("own-place", latitude=REQUIRED, longitude=REQUIRED)
declare("pin-map", takes=("map",), latitude=EMPTY, longitude=EMPTY, at=EMPTY, label=REQUIRED)
declare("steps", items=REQUIRED, label=REQUIRED)
declare("prose", text=REQUIRED)
declare("rows", body=True)
declare("cards", body=True)
