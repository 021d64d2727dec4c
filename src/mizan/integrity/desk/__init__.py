"""The desk's pages of reports: for readers with unlocked keys alone.

reader.py    who asks, with which keys; everybody else gets 404
pages.py     the inbox, one report, its acts
showing.py   what a page of a report shows
forms.py     one form for each act
taking.py    files and sealed copies that leave
"""
