"""The desk's pages of keys: a reader's own, her body's roster, and the ties she declares.

What is typed here opens everything, so these pages are kept by no browser, and a passphrase, a code or a key goes into
no address, row, event or line of a log. The sheet is shown in the answer that made it and never again.
"""
