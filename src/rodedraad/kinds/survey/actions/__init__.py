"""The acts of this kind, which every page, command and task calls: on instruments, surveys, invitations, answers."""
