"""The tests of ideas use the fixtures of contributions."""

from rodedraad.listen.contributions.tests.conftest import (  # noqa: F401 -- fixtures
    _own_files,
    activity,
    client_of,
    organisation,
    resident,
)
