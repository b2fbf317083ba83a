"""The same people as the tests of processes, and the example kind while a test asks for it."""

from collections.abc import Iterator

import pytest

from rodedraad.listen.activities import kinds
from rodedraad.listen.processes.tests.conftest import (  # noqa: F401 -- fixtures
    adviser,
    adviser_client,
    organisation,
    resident,
    resident_client,
    visitor_client,
)

from .kind_example.kind import Postcards


@pytest.fixture
def postcards() -> Iterator[Postcards]:
    kind = Postcards()
    kinds.register(kind)
    yield kind
    kinds.unregister(kind.key)
