"""What kinds add to the API: each hangs its own addresses on the router, and the site names none of them."""

import importlib
from types import SimpleNamespace

from rodedraad.listen.activities.kinds import all_kinds

from . import writes
from .guard import guarded
from .paging import allow_only, page_of
from .reads import page_shape

router = writes.router


def add_kinds() -> None:
    """Let each kind with a module for the API add its addresses; called once, when the API is put together."""
    lent = SimpleNamespace(router=router, guarded=guarded, page_shape=page_shape, page_of=page_of,
                           allow_only=allow_only)
    for kind in all_kinds():
        if kind.api:
            importlib.import_module(kind.api).add_to(lent)
