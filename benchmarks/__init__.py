"""The figures that Rode Draad is held to: measured, never tested against the clock."""
