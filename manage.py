#!/usr/bin/env python3
"""The same commands as `rodedraad`, for who is used to manage.py."""

from rodedraad.config.cli import main

if __name__ == "__main__":
    main()
