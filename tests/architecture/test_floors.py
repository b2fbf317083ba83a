"""What import-linter cannot see of the floors: foreign keys point down, views stay at home."""

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.house import FLOORS, PACKAGE, SIBLINGS, app_of, imported, python_files, short


def place(module: str) -> tuple[int, int, str]:
    """Where an app stands: floor, order in it, and for kinds their name (they have no order)."""
    parts = module.split(".")
    floor, app = parts[1], parts[2] if len(parts) > 2 else ""
    order = SIBLINGS.get(floor, ())
    return FLOORS.index(floor), order.index(app) if app in order else -1, app if floor == "kinds" else ""


def own_models() -> list[type[Model]]:
    """The models of the site."""
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("rodedraad.")]


def points_up(source: str, target: str) -> bool:
    """Whether a key from one app's module to another's goes up, or sideways between kinds."""
    from_, to = place(source), place(target)
    return to[:2] > from_[:2] or (to[:2] == from_[:2] and to[2] != from_[2])


@pytest.mark.parametrize(("source", "target", "expected"), [
    ("rodedraad.base.core.models", "rodedraad.base.accounts.models", True),
    ("rodedraad.base.accounts.models", "rodedraad.base.core.models", False),
    ("rodedraad.kinds.ideas.models", "rodedraad.kinds.survey.models", True),
    ("rodedraad.kinds.ideas.models", "rodedraad.kinds.ideas.models", False),
    ("rodedraad.listen.contributions.models.reactions", "rodedraad.decide.answers.models", True),
])
def test_direction_is_told(source: str, target: str, expected: bool) -> None:
    assert points_up(source, target) is expected


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        and field.related_model.__module__.startswith("rodedraad.")
        and points_up(model.__module__, field.related_model.__module__)
    ]
    assert own_models()
    assert not wrong, "\n".join(wrong)


def test_every_app_has_its_place() -> None:
    homeless = []
    for config in apps.get_app_configs():
        if config.name.startswith("rodedraad."):
            floor, _, app = config.name.removeprefix("rodedraad.").partition(".")
            known = floor in FLOORS and (floor not in SIBLINGS or app in SIBLINGS[floor])
            homeless += [] if known else [config.name]
    assert not homeless, "\n".join(homeless)


def test_views_are_reached_by_address_only() -> None:
    """Another app's page is named by `reverse`, never imported; `views/shared.py` is what an app lends."""
    wrong = []
    for path in python_files(tests=False):
        own = app_of(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
        for module in imported(path):
            parts = module.split(".")
            is_page = parts[0] == "rodedraad" and "views" in parts[2:] and "shared" not in parts
            if is_page and app_of(module) != own:
                wrong.append(f"{short(path)} imports {module}")
    assert not wrong, "\n".join(wrong)
