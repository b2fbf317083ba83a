"""What an encoder made of a text, kept so that it is computed once."""

from django.db import models
from django_scopes import ScopedManager

from rodedraad.base.organisations.models import Owned


class TextVector(Owned):
    """The vector of one text by one model, and its hashed words. Found by key: the text itself is not in here."""

    key = models.CharField(max_length=64)
    model = models.CharField(max_length=200)
    # Half-precision numbers; the words as places (int32) followed by weights (float16).
    vector = models.BinaryField()
    words = models.BinaryField(default=bytes)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="text_vector_once")]

    def __str__(self) -> str:
        return self.key[:12]
