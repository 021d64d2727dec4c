"""Who may add to the library, and which files it takes: told by their first bytes, never by their name."""

from __future__ import annotations

from collections.abc import Collection

LISTERS = frozenset({"programme", "coordinator"})
SIDES = frozenset({"state", "society"})
LARGEST_MB = 20
# First bytes, where they stand in the file, and what they are.
HEADS = (
    (b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"ID3", "mp3"), (b"\xff\xfb", "mp3"),
    (b"OggS", "ogg"),
)  # fmt: skip
MEDIA_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg", "mp3": "audio/mpeg", "ogg": "audio/ogg",
}  # fmt: skip


def media_of(content: bytes) -> str:
    """What a file is; empty where it is nothing that the library takes."""
    return next((name for head, name in HEADS if content.startswith(head)), "")


def to_add(side: str, roles: Collection[str], *, has_name: bool) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if side not in SIDES or not LISTERS & set(roles):
        return "prevention.role_needed", ""
    return ("", "") if has_name else ("prevention.name_needed", "name")


def to_add_version(*, size: int, media: str, licence: str, reviewer: str, has_day: bool) -> tuple[str, str]:
    """The file of a version, its licence, and who answers for its wording."""
    if size > LARGEST_MB * 1024 * 1024:
        return "prevention.file_too_large", "file"
    if not media:
        return "prevention.file_of_no_kind", "file"
    if not licence.strip():
        return "prevention.licence_needed", "licence"
    if bool(reviewer.strip()) != has_day:
        return "prevention.reviewer_and_day", "reviewer"
    return "", ""
