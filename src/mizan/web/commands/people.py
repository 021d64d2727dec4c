"""`mizan people [--json]`: the id of everybody with a post, her body and her address. For the map of a notice hook.

No name, no role and no notice: the operator asks each address for a telephone number, or she gives him hers.
"""

from __future__ import annotations

import argparse
import json

from mizan.institutions.models import Membership


def main(argv: list[str]) -> int:
    """0; one line for each person, parted by tabs: id, body, address."""
    parser = argparse.ArgumentParser(prog="mizan people")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    posts = Membership.objects.filter(until=None).order_by("institution_id", "user_id")
    found = [
        {"id": str(person), "body": body, "address": address, "world": world}
        for person, body, address, world in posts.values_list("user_id", "institution_id", "user__email", "world")
    ]
    if options.json:
        print(json.dumps({"people": found}, indent=2))
    elif found:
        print("\n".join("\t".join((one["id"], one["body"], one["address"])) for one in found))
    return 0
