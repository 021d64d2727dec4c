"""At the desk: somebody types a report for a reporter who cannot, and sees nothing of it afterwards.

channels.py  how the reporter reached her helper
sitting.py   one report at a time; what was typed opens for this sitting alone
helper.py    who may help, and with whom she may not
pages.py     the pages: those of the public door, and the ends that differ

Nothing outside the sealed report says that somebody helped, or who (docs/decisions/014).
"""
