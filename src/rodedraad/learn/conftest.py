"""What the tests of this floor share: an organisation in scope, people with browsers."""

from rodedraad.kinds.conftest import (
    _own_files,
    adviser,
    adviser_client,
    client_of,
    organisation,
    resident,
)

__all__ = ["_own_files", "adviser", "adviser_client", "client_of", "organisation", "resident"]
