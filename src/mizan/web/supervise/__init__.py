"""`mizan supervise`: the processes of one house, started together and ended together.

    command.py   the verb: prepare the database, start, say where to look, wait, end
    house.py     which processes there are
    ports.py     loopback sockets, taken before anything else starts
    children.py  start, watch and end; a child that hangs is killed
    guard.py     ends the children when this process was killed and could not
    bell.py      signals, ended children and doors that answer, as one thing to wait for

No Django here: the supervisor is up in a few hundredths of a second and holds no database.
"""

from __future__ import annotations

from mizan.web.supervise.command import main

__all__ = ["main"]
