"""Accounts and memberships. A person acts for one body at a time; each side keeps its own accounts (I-7)."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from mizan.institutions.models.bodies import Institution
from mizan.kit.actors import Role
from mizan.kit.facts import InWorld

ROLES = [(role.value, role.value.replace("_", " ")) for role in Role]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """A person with an e-mail address and a password (None: no password is usable)."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person. There is no superuser and no staff flag: what a person may do follows from memberships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(InWorld):
    """A person's post in a body, from `since` until `until`. One current post per person."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="memberships")
    roles = models.JSONField(default=list)  # codes of kit.actors.Role
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    interests = models.TextField(blank=True)  # interests declared on admission (I-7)
    interests_declared = models.BooleanField(default=False)
    criteria = models.CharField(max_length=80, blank=True)  # published criteria by which the body admitted
    admitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="admissions")
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("institution", "since")
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_current_post_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.institution_id}"
