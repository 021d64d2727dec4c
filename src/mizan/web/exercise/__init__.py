"""The exercise: invented plans, answers and lateness of numbered bodies, so that every page has life.

Nothing here names a real body. Every row is marked `world = exercise`; no figure adds the two worlds.
"""
