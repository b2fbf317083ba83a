"""What can be wrong with figures that somebody typed or with answers that came in."""


class StatisticsError(ValueError):
    """A reason as a code (a page has the words for it) with the facts that belong to it."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code}: " + ", ".join(f"{name}={fact}" for name, fact in facts.items()))
