"""Acts on a process, its rules and its team: each one transaction with its audit line."""

from .charter import discard_charter_draft, publish_charter_change, save_charter
from .copying import copy_process
from .life import (
    Basics,
    archive_process,
    close_process,
    create_process,
    delete_draft,
    edit_process,
    publish_process,
    reopen_process,
)
from .team import Invited, change_part, invite_member, remove_member

__all__ = [
    "Basics", "Invited", "archive_process", "change_part", "close_process", "copy_process", "create_process",
    "delete_draft", "discard_charter_draft", "edit_process", "invite_member", "publish_charter_change",
    "publish_process", "remove_member", "reopen_process", "save_charter",
]
