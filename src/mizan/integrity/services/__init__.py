"""Verbs of the room: actor first, one transaction, one recorded event."""
