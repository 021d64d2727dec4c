"""`mizan scan`: what it prints and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mizan.science.scan.command import main

GOOD = "id,x,y,cases,population\na,0,0,9,100\nb,1,0,1,100\nc,2,0,1,100\nd,3,0,1,100\n"
TIMED = "id,x,y,cases,population,time\n" + "".join(
    f"{name},{x},0,{9 if name == 'a' and month == 3 else 1},100,2024-{month:02d}\n"
    for x, name in enumerate("abcd")
    for month in range(1, 5)
)


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_document_has_the_promised_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([write(tmp_path, GOOD), "--model", "poisson", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"clusters", "zones", "seconds"} <= set(document)
    assert set(document["clusters"][0]) == {"ids", "from", "to", "observed", "expected", "llr", "p"}
    assert document["clusters"][0]["ids"] == ["a"]
    assert document["clusters"][0]["from"] is None


def test_with_time_a_cluster_says_from_when_to_when(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for model in ("poisson", "permutation"):
        assert main([write(tmp_path, TIMED), "--model", model, "--time-max", "2", "--json"]) == 0
        first = json.loads(capsys.readouterr().out)["clusters"][0]
        assert (first["ids"], first["from"], first["to"]) == (["a"], "2024-03", "2024-03")


def test_the_seed_decides_the_p_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, seen = write(tmp_path, GOOD), []
    for seed in ("1", "1", "2"):
        assert main([path, "--model", "poisson", "--seed", seed, "--json"]) == 0
        seen.append(json.loads(capsys.readouterr().out)["clusters"])
    assert seen[0] == seen[1]


def test_neighbours_from_a_file_make_connected_zones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("id,neighbour\na,b\nb,c\nc,d\n", encoding="utf-8")
    assert main([write(tmp_path, GOOD), "--model", "poisson", "--adjacency", str(edges), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["zones"] == 7
    edges.write_text("a,zz\n", encoding="utf-8")
    assert main([write(tmp_path, GOOD), "--model", "poisson", "--adjacency", str(edges)]) == 2
    assert "row 1, column 2" in capsys.readouterr().err


def test_whole_number_times_without_cases_are_steps_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "id,x,y,cases,population,time\na,0,0,5,10,1\nb,1,0,1,10,1\na,0,0,1,10,9\nb,1,0,1,10,9\n"
    assert main([write(tmp_path, text), "--model", "poisson", "--time-max", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["clusters"][0]["to"] == "1"


@pytest.mark.parametrize(
    ("model", "text", "message"),
    [
        ("poisson", "id,x,y,cases\na,0,0,1\n", "column population is missing"),
        ("bernoulli", GOOD, "column controls is missing"),
        ("permutation", GOOD, "column time is missing"),
        ("poisson", "id,x,y,cases,population\na,0,0,1.5,10\n", "row 2, column cases: '1.5'"),
        ("poisson", "id,x,y,cases,population\na,0,0,-1,10\n", "row 2, column cases: '-1'"),
        ("poisson", "id,x,y,cases,population\na,east,0,1,10\n", "row 2, column x: 'east'"),
        ("poisson", "id,x,y,cases,population\na,0,0,1,nan\n", "row 2, column population: 'nan'"),
        ("poisson", "id,x,y,cases,population\n,0,0,1,1\n", "row 2, column id"),
        ("poisson", "id,x,y,cases,population\na,0,0,0,10\n", "no cases"),
        ("poisson", "id,x,y,cases,population\na,0,0,1,0\n", "nobody in the population"),
        ("poisson", "id,x,y,cases,population\na,0,0,1,1\na,1,0,1,1\n", "row 3, column x"),
        ("poisson", "id,x,y,cases,population\na,0,0,1\n", "row 2: 4 cells"),
        ("poisson", "id,x,y,cases,population,time\na,0,0,1,5,soon\n", "row 2, column time: 'soon'"),
        ("bernoulli", "id,x,y,cases,controls,stratum\na,0,0,1,1,m\n", "column stratum"),
        ("bernoulli", "id,x,y,cases,controls\na,0,0,1,0\n", "column controls"),
    ],
)
def test_it_refuses_a_bad_file_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], model: str, text: str, message: str
) -> None:
    assert main([write(tmp_path, text), "--model", model, "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


@pytest.mark.parametrize(
    "options",
    [
        ["--max-share", "0"],
        ["--max-share", "0.01"],
        ["--simulations", "-1"],
        ["--seed", "-1"],
        ["--time-max", "2"],
        ["--zone-size", "40"],
        ["--model", "normal"],
    ],
)
def test_it_refuses_options_that_cannot_be_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert main([write(tmp_path, GOOD), "--model", "poisson", *options]) == 2
    assert capsys.readouterr().out == ""


def test_it_runs_as_a_module_without_numba(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mizan.science.scan", write(tmp_path, GOOD), "--model", "poisson", "--json"]
    environment = {**os.environ, "MIZAN_NO_NUMBA": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0
    assert json.loads(done.stdout)["clusters"][0]["ids"] == ["a"]
