"""Base: what every stage of the thread stands on (audit, organisations, people, mail, components)."""
