"""A tour: the plan of visits to many organisations, and a card to prepare each with."""
