"""The kind: surveys; people answer a questionnaire, and the answers are counted per group."""
