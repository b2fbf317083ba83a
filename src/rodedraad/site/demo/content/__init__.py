"""The invented content of the demo, pure Python: from what residents say to what came of it.

    from rodedraad.site.demo import content

    for organisation in content.demo_organisations():      # the town (3 processes), the water board (1, empty)
        organisation.staff, organisation.residents          # `Idea.author` is an index in residents
        for process in organisation.processes:
            process.charters, process.activity.phases       # days count from today; negative is past
            process.themes, process.ideas, process.comments
            process.answers, process.decisions, process.commitments, process.results, process.lesson

    content.supports_per_idea(all_ideas)                    # 50,000 supports over a list of ideas

The shapes are in `shapes.py`, the words in `data/`. Everything comes from seeded generators: the same on every run.
Whoever loads it turns days into dates, draws that many different residents as supporters of each idea, and confirms
only the grounds with `is_confirmed` (the others are suggestions that still wait for the adviser).
"""

from .plans import organisations as demo_organisations
from .support import supports_per_idea

__all__ = ["demo_organisations", "supports_per_idea"]
