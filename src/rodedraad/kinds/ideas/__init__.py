"""Ideas: residents place an idea, others comment and support it."""
