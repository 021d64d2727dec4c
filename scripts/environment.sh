# Makes a virtual environment from hash-pinned requirement files. Sourced by ./run and ./test, which set `root`.
#
#   environment FOLDER SET...    FOLDER becomes exactly the pins of requirements/SET.txt plus this project
#
# An environment is built whole or not at all: its stamp is written last, and one without a true stamp is built anew.
# A second start reads the stamp and does nothing else. POSIX sh only; no root needed.

# What the caller's shell may have set for other projects must not leak into this one.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV VIRTUAL_ENV || :
# Without bytecode every process compiles Django anew: a start, and each of the tests' many processes, takes seconds more.
unset PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX || :
export PYTHONNOUSERSITE=1 PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$@" >&2; }

stop() {
    say "$@"
    exit 1
}

# The newest interpreter that can run Mizan, as an absolute path. Fails when there is none.
find_python() {
    for name in ${MIZAN_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        "$name" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null && return
    done
    return 1
}

uses_uv() { [ -z "${MIZAN_NO_UV:-}" ] && command -v uv >/dev/null 2>&1; }

# Debian packages, one a line, that a start needs and this machine lacks.
missing_tools() {
    command -v git >/dev/null 2>&1 || echo git
    interpreter=$(find_python) || { printf 'python3\npython3-venv\n'; return; }
    uses_uv || "$interpreter" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

require_tools() {
    lacking=$(missing_tools | tr '\n' ' ')
    [ -n "$lacking" ] || return 0
    say "Mizan needs Python 3.11 or newer (python3), python3-venv and git. Missing here: $lacking"
    found=$(python3 --version 2>/dev/null) && say "(This machine's python3 is ${found}.)"
    stop "On Debian or Ubuntu:  sudo apt-get install $lacking"
}

# Everything that decides what an environment holds. The folder is part of it, for its scripts name it.
packages_stamp() {
    printf '%s\n' "$1" "$("$1/bin/python" -V 2>&1)"
    shift
    for set in "$@"; do cksum <"$root/requirements/$set.txt"; done
}

is_built() { [ -x "$1/bin/python" ] && [ "$(cat "$1/.mizan-packages" 2>/dev/null)" = "$(packages_stamp "$@")" ]; }

is_installed() { [ "$(cat "$1/.mizan-project" 2>/dev/null)" = "$(cksum <"$root/pyproject.toml")" ]; }

environment() {
    command -v git >/dev/null 2>&1 && is_built "$@" && is_installed "$1" && return 0
    require_tools
    [ -w "$root" ] || stop "$(id -un) may not write in $root. Clone Mizan into a folder of your own."
    # Two starts at once must not build the same folder; any file that is always there can carry the lock.
    exec 9<"$root/scripts/environment.sh"
    if command -v flock >/dev/null 2>&1; then flock 9 2>/dev/null || :; fi
    is_built "$@" || build_environment "$@"
    is_installed "$1" || install_project "$1"
    exec 9<&-
}

build_environment() {
    folder=$1
    shift
    if [ -e "$folder" ] && [ ! -e "$folder/.mizan-made" ] && [ -n "$(ls -A "$folder")" ]; then
        stop "$folder exists and was not made by this script. Rename or remove it and start again."
    fi
    say "Making ${folder##*/} (once; a minute or two on a slow line) ..."
    rm -rf "$folder"
    mkdir -p "$folder"
    : >"$folder/.mizan-made"
    echo '*' >"$folder/.gitignore"
    python=$(find_python)
    if uses_uv; then fill_with_uv "$@"; else fill_with_pip "$@"; fi ||
        stop "The packages could not be installed (see above). Nothing is lost: start again to try once more."
    packages_stamp "$folder" "$@" >"$folder/.mizan-packages"
}

# The build tools come first, pinned and hashed like the rest: the few packages that have no wheel are built with them,
# never with a tool fetched on the way. Bytecode is left to the first import, which needs a tenth of it.
fill_with_pip() {
    "$python" -m venv "$folder" || return 1
    sets=
    for set in "$@"; do sets="$sets -r requirements/$set.txt"; done
    # shellcheck disable=SC2086  # names of sets hold no spaces
    (cd "$root" && hashed_pip --only-binary :all: -r requirements/build.txt && hashed_pip --no-build-isolation $sets) </dev/null
}

hashed_pip() {
    # shellcheck disable=SC2046
    PIP_CONSTRAINT='' "$folder/bin/python" -m pip install -qq --require-hashes --no-compile $(pip_cache) "$@"
}

fill_with_uv() {
    uv_cache
    uv venv --quiet --allow-existing --python "$python" "$folder" || return 1
    sets=
    for set in "$@"; do sets="$sets requirements/$set.txt"; done
    # shellcheck disable=SC2086
    (cd "$root" && hashed_uv --only-binary :all: requirements/build.txt && hashed_uv --no-build-isolation $sets)
}

hashed_uv() { uv pip sync --quiet --python "$folder/bin/python" --require-hashes "$@"; }

install_project() {
    folder=$1
    rm -f "$folder/.mizan-project"
    if uses_uv && [ ! -e "$folder/bin/pip" ]; then
        uv_cache
        (cd "$root" && uv pip install --quiet --python "$folder/bin/python" --no-deps --no-build-isolation -e .)
    else
        # shellcheck disable=SC2046
        (cd "$root" && "$folder/bin/python" -m pip install -qq --no-deps --no-build-isolation $(pip_cache) -e .)
    fi || stop "The project could not be installed into $folder (see above)."
    cksum <"$root/pyproject.toml" >"$folder/.mizan-project"
}

# A home that cannot be written to (a service account, a read-only system) is no reason to fail.
writable_cache() { mkdir -p "$1" 2>/dev/null && [ -w "$1" ]; }

pip_cache() { writable_cache "${PIP_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/pip}" || echo --no-cache-dir; }

uv_cache() {
    writable_cache "${UV_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/uv}" || export UV_NO_CACHE=1
    export UV_PYTHON_DOWNLOADS=never
}
