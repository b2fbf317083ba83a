"""The kind: meetings. Dinner talks, hearings, street talks, tours and webinars, and what was harvested there."""
