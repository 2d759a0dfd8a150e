#!/bin/sh
# Prints a Python that Loket runs on.
#
#   find-python.sh                      python3 if it fits, else the newest that does
#   find-python.sh fits PYTHON          nothing; fails where PYTHON does not fit
#   find-python.sh newer-than PYTHON    the newest that fits, starts and is newer than PYTHON, or nothing
set -eu

# The oldest that the code is written for, the newest that all locked packages are built for.
oldest=11
newest=14

minor() {
    "$1" -c 'import sys; print(sys.version_info[1] if sys.version_info[0] == 3 else 0)' </dev/null 2>/dev/null || echo 0
}

fits() {
    [ "$(minor "$1")" -ge "$oldest" ] && [ "$(minor "$1")" -le "$newest" ]
}

# A name on the PATH may be a shim of pyenv for a version that is not switched on: only one that starts counts.
starts_as() {
    [ "$(minor "$1")" -eq "$2" ] && "$1" -c 'import ensurepip, venv' </dev/null 2>/dev/null
}

pyenv_root() {
    pyenv root 2>/dev/null || echo "${PYENV_ROOT:-${HOME:-}/.pyenv}"
}

# newest_above MINOR: the newest Python 3 above that minor version which starts.
newest_above() {
    version=$newest
    while [ "$version" -gt "$1" ]; do
        for candidate in "python3.$version" "$(pyenv_root)/versions/3.$version."*/bin/python; do
            if starts_as "$candidate" "$version"; then
                echo "$candidate"
                return
            fi
        done
        version=$((version - 1))
    done
}

case ${1:-any} in
    fits) fits "$2" ;;
    newer-than) newest_above "$(minor "$2")" ;;
    any) if fits python3; then echo python3; else newest_above $((oldest - 1)); fi ;;
    *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
