"""Words for a theme: literal sentences first, and drafts of a language model when the organisation chose one."""
