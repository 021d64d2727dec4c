"""The log as the public sees it: its files, what they say of themselves, and the page that shows it.

    files.py    which names are files of the log, and their bytes (no path from outside ever reaches the disk)
    serving.py  the files and the downloads over HTTP, before language, session and database
    summary.py  what a whole verification said, kept in a file by the worker: no request reads the log
    standing.py who witnessed, when, and for how long nobody did
    reading.py  all that together: what the page says, and which file is damaged
    charts.py   the duties by week
    views.py    the page
    keeping.py  what whoever writes the log does for the page after each step

Nothing here reads the database: what the page says, anybody can count again from the same files.
"""
