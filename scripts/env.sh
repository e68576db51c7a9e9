# The environment behind every script: sourced by those beside it. Needs Python 3.11 or newer.
# shellcheck shell=bash
#
#   environment tests lint      make .venv with these dependency groups, and put it on PATH; quick when nothing changed
#   environment_at DIR PYTHON tests      the same in another folder, with another Python, and not on PATH
#   pythons                     the Pythons at hand, one a line: version, a tab, path
#
# PYTHON=/path/to/python3 chooses the one that .venv is made with.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
unset PYTHONHOME PYTHONPATH
export PIP_DISABLE_PIP_VERSION_CHECK=1

# Whether $1 is a Python that can do the work: prints "3.12<tab>path", or on standard error what it lacks.
try_python() {
    "$1" -c '
import sys
if sys.version_info < (3, 11):
    sys.exit("  %s is %s" % (sys.executable, sys.version.split()[0]))
try:
    import ensurepip, venv
except ImportError:
    sys.exit("  %s has no venv: on Debian and Ubuntu, apt install python3.%d-venv" % (sys.executable, sys.version_info[1]))
print("3.%d\t%s" % (sys.version_info[1], sys.executable))' </dev/null
}

# Names first, then what pyenv keeps off PATH. Tested versions before newer ones.
python_candidates() {
    local name
    for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
        command -v "$name" || true
    done
    for name in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        [ ! -x "$name" ] || echo "$name"
    done
}

pythons() {
    local candidate
    python_candidates | while IFS= read -r candidate; do
        try_python "$candidate" 2>/dev/null || true
    done | awk -F '\t' '!seen[$1]++'
}

choose_python() {
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        if try_python "$PYTHON" | cut -f 2; then return; fi
        echo "PYTHON=$PYTHON will not do: this needs Python 3.11 or newer, with venv." >&2
        return 1
    fi
    while IFS= read -r candidate; do
        if try_python "$candidate" 2>/dev/null | cut -f 2; then return; fi
    done < <(python_candidates)
    {
        echo "No suitable Python: this needs 3.11 or newer, with venv. Looked for python3.11 and later, python3 and pyenv:"
        python_candidates | while IFS= read -r candidate; do try_python "$candidate" >/dev/null || true; done
        echo "Install one, or say PYTHON=/path/to/python3."
    } >&2
    return 1
}

# Runs a command without a word, unless it fails.
quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -ne 0 ]; then
        cat "$log" >&2
        echo "Failed: $*" >&2
    fi
    rm -f "$log"
    return "$status"
}

# All that decides what is installed. The folder counts too: an environment does not survive being moved.
environment_stamp() {
    { cat "$ROOT/pyproject.toml" "$ROOT/constraints.txt"; echo "$ROOT"; "$1" --version; } | cksum
}

environment_at() {
    local venv=$1 python=$2 stamp group wanted groups=()
    shift 2
    if ! { [ -x "$venv/bin/pip" ] && "$venv/bin/python" -c ''; } 2>/dev/null; then   # none, half made, or its Python is gone
        if [ -z "$python" ]; then python=$(choose_python); fi
        echo "Making ${venv#"$ROOT/"} with $("$python" --version)"
        quietly "$python" -m venv --clear "$venv"
    fi
    stamp=$(environment_stamp "$venv/bin/python")
    # Groups that are there already are kept, so that two scripts do not undo each other's work.
    wanted=$({ printf '%s\n' "$@"; sed 1d "$venv/installed" 2>/dev/null || true; } | sort -u | sed '/^$/d')
    if [ "$(cat "$venv/installed" 2>/dev/null)" = "$(printf '%s\n' "$stamp" "$wanted" | sed '/^$/d')" ]; then return; fi

    for group in $wanted; do groups+=(--group "$ROOT/pyproject.toml:$group"); done
    echo "Installing into ${venv#"$ROOT/"}: this project${wanted:+, and for }$(echo "$wanted" | paste -sd ' ' -)"
    rm -f "$venv/installed"
    quietly "$venv/bin/python" -m pip install --constraint "$ROOT/constraints.txt" --upgrade pip
    quietly "$venv/bin/python" -m pip install --constraint "$ROOT/constraints.txt" \
        --build-constraint "$ROOT/constraints.txt" --editable "${ROOT}[all]" ${groups[@]+"${groups[@]}"}
    printf '%s\n' "$stamp" "$wanted" | sed '/^$/d' >"$venv/installed"
}

environment() {
    environment_at "$ROOT/.venv" "" "$@"
    export PATH="$ROOT/.venv/bin:$PATH" VIRTUAL_ENV="$ROOT/.venv"
}
