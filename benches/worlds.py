"""Size and speed of the generator at full size. Writes results/worlds.md."""

from __future__ import annotations

import time
from pathlib import Path

from mizan.science.worlds.country import make_country

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    rows = ["| seed | cases | tips | operations | list records | CPU s |", "|---|---|---|---|---|---|"]
    for seed in range(1, 6):
        started = time.process_time()
        country = make_country(seed=seed)
        sizes = (len(country.cases), len(country.tips), len(country.operations.unit), len(country.lists.on))
        rows.append(f"| {seed} | " + " | ".join(f"{n:,}" for n in sizes) + f" | {time.process_time() - started:.2f} |")
        print(rows[-1], flush=True)
    text = "# The generated country at full size: 160 districts, 10 forms, 60 months\n\n"
    (ROOT / "benches/results").mkdir(exist_ok=True)
    (ROOT / "benches/results/worlds.md").write_text(text + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
