"""Cleaned copies of attachments: what is seen of a file and nothing else of it, made by processes that can do nothing.

    kinds.py      of which files a copy is made, how large they may be, and why one is not made
    wire.py       what goes through the pipes: pictures as bare points, never as a file
    texts.py pictures.py documents.py     the work itself, on bytes in memory
    sandbox.py    what a process gives up before it sees the first byte of a file
    child.py      the process: one kind of work, once
    running.py    the desk's side: starts it, bounds it, reads what it gives

Two processes make one copy of a picture or a document. The first reads the hostile file and gives points (rows of red,
green and blue); the second makes a new file of points and never sees the old one. So whoever takes over the first can
choose what the copy shows, and not what the copy is. Text is made by one process, and looked through again by the desk.

KNOWN GAPS. What is seen stays: faces, names, a reflection, dots of a printer, a watermark, the noise of one camera's
sensor. In text every word stays. Nothing here imports Django, so that a process starts without settings and secrets.
"""

from __future__ import annotations
