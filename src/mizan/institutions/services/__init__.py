"""Verbs that list bodies and change accounts and posts: actor first, one transaction, one recorded event."""

from mizan.institutions.services.listing import NewBody, list_body, may_list
from mizan.institutions.services.members import admit, declare_interests, end_post, reinstate, suspend

__all__ = ["NewBody", "admit", "declare_interests", "end_post", "list_body", "may_list", "reinstate", "suspend"]
