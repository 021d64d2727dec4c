"""From the outbox to cosigned, published files: the one writer of the transparency log.

    order.py      who stands where within a slot (pure)
    growth.py     the tiles and bundles of a grown tree (pure)
    disk.py       files written so that a power cut leaves the old or the new, never half
    outbox.py     leaves that are due, and the one transaction that gives them their indices
    locks.py      one writer at a time
    examining.py  the start-up guard against rollbacks and forks
    witnesses.py  asking all witnesses at once
    publishing.py the public files `checkpoint` and `history`
    sequencer.py  one step of all that
    beginning.py  the first tree of a log that continues another
    house.py      the sequencer of this installation, from its settings

Trusted for: that what is acknowledged reaches the log once, in whole. Not trusted for the log's honesty: that is what
witnesses and verifiers are for. Source: reference of C2SP tlog-tiles, tlog-witness, tlog-checkpoint; docs/log.md.
"""
