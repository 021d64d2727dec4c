"""The public docket: the clocks of reports as the public log has them, and what others reported of complicity.

Nothing on it comes from a report in this database: the first half is read from published files, the second from
readings that the pack and both sides gave. What Mizan's own reports come to enters through releases alone (I-14).
"""
