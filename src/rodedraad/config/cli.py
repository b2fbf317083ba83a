"""The `rodedraad` command: every management command under the product's own name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command, `rodedraad help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodedraad.config.settings")
    execute_from_command_line(["rodedraad", *sys.argv[1:]])
