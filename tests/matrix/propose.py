"""Print what the site does now, in the form of `expected.txt`; a person reads every line before it becomes the law.

RODEDRAAD_PROPOSE=var/proposal.txt pytest tests/matrix/test_matrix.py -k proposal
"""

from .asking import body, browser, get, outcome, post
from .cases import Case
from .world import ROLES, World


def row(case: Case, world: World, clients: dict) -> dict[str, dict[str, str]]:
    """Outcome per method and role of one case; a method that the address does not take is left out."""
    path, found = case.path(world), {}
    foreign = b"MERKONS" if world.marker == "MERKHUN" else b"MERKHUN"
    methods = {"GET": get, "POST": post}
    if path.startswith("/api/"):
        methods = {"GET": get}  # what the API writes has its own tests: it checks the body before the person
    for method, ask in methods.items():
        if outcome(ask(clients["administrator"], path)) == "405":
            continue
        answers = {role: ask(clients[role], path) for role in ROLES}
        outcomes = {role: "foreign" if foreign in body(answer) else outcome(answer) for role, answer in answers.items()}
        found[method] = outcomes
    return found


def clients_of(world: World, **how: bool) -> dict:
    """A browser per role."""
    return {role: browser(world.organisation, world.people.get(role), **how) for role in ROLES}


def written(case: Case, method: str, outcomes: dict[str, str]) -> str:
    """One readable line: `name [state] GET ok: all` or groups of roles per outcome."""
    groups: dict[str, list[str]] = {}
    for role, result in outcomes.items():
        groups.setdefault(result, []).append(role)
    if len(groups) == 1:
        return f"{case.key} {method} | {next(iter(groups))}: everybody"
    return f"{case.key} {method} | " + " | ".join(f"{result}: {' '.join(roles)}" for result, roles in
                                                     sorted(groups.items(), key=lambda item: item[0] != "ok"))
