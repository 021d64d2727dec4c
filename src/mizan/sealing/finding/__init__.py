"""A report found in the public log by its codeword alone, without the machine that took it.

The whole log is verified first (`tlog.verifier`); what is then found lies in the bytes that were verified. Source of
the derivations: DESIGN section 9, "Commit first, stretch later".
"""
