"""The second wall during tests on PostgreSQL: whole for the program, open for the test that looks on.

Every statement on a protected table is asked whose it is: the innermost frame of the project decides. A statement of
`src/mizan` outside every sight gets nothing, so that each test of the room also proves that the program says what it
looks at; one that a test wrote itself sees all rows.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from mizan.kit import sight

PROGRAM = str(Path(sight.__file__).parents[1])
TESTS = str(Path(__file__).parent)
NOTHING = ("",) * len(sight.NAMES)
ALL = tuple("on" if name == "mizan.keeper" else "" for name in sight.NAMES)


class Onlooker(sight.Teller):
    """Goes before every other sight, which replaces what it said."""

    def __init__(self) -> None:
        super().__init__(NOTHING)

    def __call__(self, *args: Any) -> Any:
        self.values = ALL if _is_a_tests(sys._getframe(1)) else NOTHING
        return super().__call__(*args)


def _is_a_tests(frame: FrameType | None) -> bool:
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(TESTS) and file != __file__:
            return True
        if file.startswith(PROGRAM) and file != sight.__file__ and "/models/" not in file:
            return False
        frame = frame.f_back
    return True
