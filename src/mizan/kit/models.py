"""What a loaded pack is, and the notices that members find at the desk."""

from __future__ import annotations

from django.conf import settings
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


class Notice(models.Model):
    """Something that waits for one member. It holds a kind and an address, no content; mail about it holds neither."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    url = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["user", "seen_at"], name="notice_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"
