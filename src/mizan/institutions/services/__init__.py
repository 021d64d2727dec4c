"""Verbs that change accounts and posts: actor first, one transaction, one recorded event."""

from mizan.institutions.services.members import admit, declare_interests, end_post, reinstate, suspend

__all__ = ["admit", "declare_interests", "end_post", "reinstate", "suspend"]
