"""Addresses of the accounts app: own details, and the desk for people."""

from django.urls import URLPattern, URLResolver, path, register_converter

from rodedraad.base.organisations.roles import Role

from .views import own, people

app_name = "accounts"


class RoleConverter:
    """A role in an address; any other word is no address."""

    regex = "|".join(Role.values)

    def to_python(self, value: str) -> str:
        """The role as it is kept."""
        return value

    def to_url(self, value: str) -> str:
        """The role as it is kept."""
        return value


register_converter(RoleConverter, "role")

urlpatterns: list[URLPattern | URLResolver] = [
    path("mijn-gegevens", own.details, name="details"),
    path("mijn-gegevens/downloaden", own.download, name="download"),
    path("mijn-gegevens/verwijderen", own.delete, name="delete"),
    path("mijn-gegevens/sleutels", own.api_keys, name="api_keys"),
    path("mijn-gegevens/sleutels/<int:pk>/intrekken", own.revoke_api_key, name="revoke_api_key"),
    path("beheer/mensen", people.people, name="people"),
    path("beheer/mensen/uitnodigen", people.invite, name="invite"),
    path("beheer/mensen/<int:pk>", people.person, name="person"),
    path("beheer/mensen/<int:pk>/rollen/<role:role>", people.change_role, name="change_role"),
    path("beheer/logboek", people.audit_log, name="audit_log"),
]
