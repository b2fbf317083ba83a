"""The last floor of the thread: looking back, and doing better next time."""
