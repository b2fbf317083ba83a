"""Addresses of the booklet: the public ones and those at the desk."""

app_name = "booklet"
urlpatterns: list = []
