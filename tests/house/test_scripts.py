"""The two commands, run for real in a copy of the project whose package installer is a stand-in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# fmt: off
TOOLS = (
    "cat", "chmod", "cksum", "dirname", "flock", "git", "grep", "head",
    "id", "ln", "ls", "mkdir", "readlink", "rm", "sh", "tr",
)
# fmt: on

# Stands in for `uv`: writes down how it was called, makes an interpreter, and `mizan` as a script that shows its words.
UV = """#!/bin/sh
echo "$@" >>"$CALLS"
[ ! -e "$CALLS.fail" ] || { rm "$CALLS.fail"; exit 1; }
for last; do :; done
case "$1 $2" in
"venv "*) mkdir -p "$last/bin"; ln -sf "$REAL_PYTHON" "$last/bin/python" ;;
"pip install")
    printf '#!/bin/sh\\necho "words: $*"; echo "var: $MIZAN_VAR"; echo "demo: $MIZAN_DEMO"; echo "folder: $PWD"\\n' \\
        >"$VENV/bin/mizan"
    chmod +x "$VENV/bin/mizan" ;;
esac
"""


class Project:
    """A copy of the scripts in a folder with a space and a foreign letter, and a machine that has only a few tools."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a folder é"
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        self.elsewhere = folder / "elsewhere"
        for path in (self.root, self.bin, self.elsewhere):
            path.mkdir()
        for name in ("run", "test", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root / name)
        for name in ("scripts", "requirements"):
            shutil.copytree(ROOT / name, self.root / name)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(str(shutil.which(tool)))
        self.tool("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        self.tool("uv", UV)

    def tool(self, name: str, script: str) -> None:
        (self.bin / name).unlink(missing_ok=True)
        (self.bin / name).write_text(script)
        (self.bin / name).chmod(0o755)

    def lose(self, *names: str) -> None:
        for name in names:
            (self.bin / name).unlink()

    def call(self, script: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        known = {
            "PATH": str(self.bin),
            "HOME": str(self.elsewhere),
            "CALLS": str(self.calls),
            "REAL_PYTHON": sys.executable,
            "VENV": str(self.root / ".venv"),
        }
        return subprocess.run(
            ["/bin/sh", str(self.root / script), *words],
            env=known | environment,
            cwd=self.elsewhere,
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def asked(self) -> list[str]:
        """What the installer was asked for since the last look."""
        words = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return words


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.mark.parametrize("script", ["run", "test", "scripts/environment.sh", "requirements/compile"])
def test_every_script_is_plain_posix_shell(script: str) -> None:
    assert subprocess.run(["/bin/sh", "-n", str(ROOT / script)], check=False).returncode == 0
    content = (ROOT / script).read_text()
    for bashism in ("[[", "function ", "local ", "<<<", "&>", "$'", "source ", "pushd"):
        assert bashism not in content, bashism


@pytest.mark.parametrize("script", ["run", "test", ".ci/run", "requirements/compile"])
def test_every_command_may_be_executed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_a_verb_runs_from_any_folder_with_its_words_whole(project: Project) -> None:
    done = project.call("run", "mizan", "pack", "validate", "my pack")
    assert done.returncode == 0, done.stderr
    assert "words: pack validate my pack" in done.stdout
    assert f"folder: {project.elsewhere}" in done.stdout
    assert f"var: {project.root}/var" in done.stdout
    assert "demo: 1" in done.stdout


def test_without_words_it_supervises(project: Project) -> None:
    assert "words: supervise\n" in project.call("run").stdout
    assert "words: supervise --port 9000\n" in project.call("run", "--port", "9000").stdout


def test_another_folder_for_the_data_is_kept(project: Project) -> None:
    assert "var: /data/mizan\n" in project.call("run", "mizan", "check", MIZAN_VAR="/data/mizan").stdout


def test_help_installs_nothing(project: Project) -> None:
    for script in ("run", "test"):
        done = project.call(script, "--help")
        assert done.returncode == 0
        assert f"./{script}" in done.stdout
    assert not project.asked()


def test_an_unknown_word_is_bad_input(project: Project) -> None:
    done = project.call("run", "start")
    assert done.returncode == 2
    assert 'I do not know "start"' in done.stderr


def test_only_the_pinned_sets_are_installed_with_hashes(project: Project) -> None:
    project.call("run")
    made, tools, filled, installed = project.asked()
    assert made.endswith("/.venv")
    assert tools.startswith("pip sync")
    assert tools.endswith("--only-binary :all: requirements/build.txt")
    assert filled.startswith("pip sync")
    assert filled.endswith("--no-build-isolation requirements/run.txt requirements/build.txt")
    assert all("--require-hashes" in words for words in (tools, filled))
    assert installed.endswith("--no-deps --no-build-isolation -e .")


def test_a_second_start_installs_nothing(project: Project) -> None:
    project.call("run")
    project.asked()
    assert project.call("run").returncode == 0
    assert not project.asked()


def test_an_interrupted_installation_heals_at_the_next_start(project: Project) -> None:
    Path(f"{project.calls}.fail").touch()
    done = project.call("run")
    assert done.returncode == 1
    assert "start again" in done.stderr
    assert "words:" not in done.stdout
    left_over = project.root / ".venv" / "half"
    left_over.touch()
    assert "words: supervise" in project.call("run").stdout
    assert not left_over.exists()


def test_new_pins_make_the_environment_anew(project: Project) -> None:
    project.call("run")
    project.asked()
    with (project.root / "requirements" / "run.txt").open("a") as pins:
        pins.write("extra==1\n")
    project.call("run")
    assert [words.split()[0] for words in project.asked()] == ["venv", "pip", "pip", "pip"]


def test_a_new_description_of_the_project_installs_only_the_project(project: Project) -> None:
    project.call("run")
    project.asked()
    with (project.root / "pyproject.toml").open("a") as description:
        description.write("\n")
    project.call("run")
    (words,) = project.asked()
    assert words.startswith("pip install")


def test_a_moved_folder_gets_an_environment_of_its_own(project: Project) -> None:
    project.call("run")
    project.asked()
    project.root = project.root.rename(project.root.with_name("moved"))
    assert project.call("run").returncode == 0
    assert project.asked()


def test_an_environment_made_by_someone_else_is_left_alone(project: Project) -> None:
    (project.root / ".venv").mkdir()
    (project.root / ".venv" / "mine").touch()
    done = project.call("run")
    assert done.returncode == 1
    assert "was not made by this script" in done.stderr
    assert (project.root / ".venv" / "mine").exists()


def test_a_home_that_cannot_be_written_to_is_no_obstacle(project: Project) -> None:
    assert project.call("run", HOME="/proc/no/home").returncode == 0


def test_a_missing_git_is_named_with_the_line_that_brings_it(project: Project) -> None:
    project.lose("git")
    done = project.call("run")
    assert done.returncode == 1
    assert "Missing here: git" in done.stderr
    assert "sudo apt-get install git" in done.stderr


def test_a_missing_python_is_named_with_the_line_that_brings_it(project: Project) -> None:
    project.lose("python3")
    done = project.call("run")
    assert done.returncode == 1
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_an_old_python_is_named_with_its_version(project: Project) -> None:
    project.tool("python3", '#!/bin/sh\n[ "$1" = --version ] || exit 1\necho Python 3.9.2\n')
    done = project.call("run")
    assert done.returncode == 1
    assert "Python 3.9.2" in done.stderr
    assert "3.11 or newer" in done.stderr


def test_a_missing_venv_package_is_named_where_uv_is_not_there(project: Project) -> None:
    script = f'#!/bin/sh\ncase $2 in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n'
    (project.bin / "real").write_text(script)
    (project.bin / "real").chmod(0o755)
    project.tool("python3", f'#!/bin/sh\ncase $2 in *version_info*) echo "{project.bin}/real" ;; *) exit 1 ;; esac\n')
    assert project.call("run").returncode == 0, "uv makes environments without it"
    shutil.rmtree(project.root / ".venv")
    done = project.call("run", MIZAN_NO_UV="1")
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_tests_without_root_or_sudo_name_what_is_missing_and_fail(project: Project) -> None:
    project.tool("id", "#!/bin/sh\n[ $1 = -u ] && echo 1000 || echo someone\n")
    project.tool("apt-get", "#!/bin/sh\necho called >&2\n")
    done = project.call("test")
    assert done.returncode == 1
    assert "chromium" in done.stderr
    assert "gettext" in done.stderr
    assert "called" not in done.stderr
    assert not project.asked()


def test_tests_that_cannot_install_what_is_missing_fail(project: Project) -> None:
    project.tool("id", "#!/bin/sh\necho 0\n")
    project.tool("apt-get", '#!/bin/sh\necho "apt-get $*" >&2\n')
    project.tool("env", '#!/bin/sh\nshift\nexec "$@"\n')
    (project.bin / "sh").unlink()  # the test's own machine must not be written to
    project.tool("sh", "#!/bin/true\n")
    done = project.call("test")
    assert done.returncode == 1
    assert "apt-get update" in done.stderr
    assert "Still missing:" in done.stderr
    assert not project.asked()
