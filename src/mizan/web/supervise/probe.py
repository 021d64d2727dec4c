"""Asks a door for its first page, which also warms it before a person comes."""

from __future__ import annotations

import http.client
import time


def answer(port: int, *, within: float) -> int | None:
    """The status of the first answer on `port`, or None when none came within so many seconds.

    The socket listens from the start, so one patient request is enough; it is repeated only if the door hung up.
    """
    deadline = time.monotonic() + within
    while (left := deadline - time.monotonic()) > 0:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=left)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{port}", "Connection": "close"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return None
