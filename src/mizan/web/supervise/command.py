"""The verb: take the ports and the folder, run the house, word what went wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence

from mizan.web.supervise.bell import Bell
from mizan.web.supervise.options import DEFAULT_PORT, FolderRefused, Options, Plan, alone, read
from mizan.web.supervise.ports import PortRefused, claimed
from mizan.web.supervise.supervisor import Supervisor, tell

HIGHEST_ADVICE = 60000  # above it the advice would run out of ports


def main(argv: Sequence[str] | None = None, plan: Plan | None = None) -> int:
    """Run until Ctrl-C or until one process ends. Exit code 0: stopped, 1: something broke, 2: bad input."""
    options = read(argv, plan or Plan(), os.environ)
    doors, others = options.ports(options.plan.doors), options.ports(options.plan.listeners)
    try:
        with claimed(doors, on_ipv4=others) as sockets, alone(options), Bell() as bell:
            return Supervisor(options, sockets, bell).run()
    except PortRefused as refused:
        tell(_about_port(refused, options))
    except FolderRefused as refused:
        tell(str(refused))
    return 2


def _about_port(refused: PortRefused, options: Options) -> str:
    why = "is taken by another program" if refused.taken else "may not be used by this account"
    other = options.port + 100 if options.port < HIGHEST_ADVICE else DEFAULT_PORT
    return f"Port {refused.port} {why}. Move all doors together to other ports with --port, like  ./run --port {other}"
