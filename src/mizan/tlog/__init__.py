"""Transparency-log core: Merkle trees, tiles, signed notes, cosignatures, policies, proofs. Floor 0, no Django.

Formats are those of the C2SP family at commit 5ba5ee8 (2026-07-22); nothing here is our own but the leaf (`leaf`).
"""
