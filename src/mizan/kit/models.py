"""What a loaded pack is: which version, under which licence, with which words about its maps and money."""

from __future__ import annotations

from django.db import models

from mizan.kit.texts import Texts


class Pack(models.Model):
    """One country or treaty pack as loaded last. `digest` is the SHA-256 of its files."""

    code = models.CharField(primary_key=True, max_length=40)
    title = Texts()
    version = models.CharField(max_length=40)
    licence = models.TextField(blank=True)
    country = Texts()
    currency = models.CharField(max_length=3, blank=True)
    languages = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
