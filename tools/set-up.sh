#!/bin/sh
# Makes or mends a virtual environment: the locked packages, then Loket itself, editable.
#
#   set-up.sh FOLDER [PYTHON]
#
# FOLDER/.complete is written last and says what the environment was made from. Where it is missing, an earlier
# set-up was interrupted; where it speaks of another place or Python, the environment cannot work: both start anew.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONHOME PYTHONPATH PIP_PREFIX PIP_TARGET PIP_USER

folder=$1
stamp=$folder/.complete
asked=${2:-$(sh tools/find-python.sh)}
asked=${asked:-python3}

give_up() {
    echo >&2
    printf '%s\n' "$@" >&2
    exit 1
}

version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' </dev/null 2>/dev/null
}

# Never the interpreter of the environment that is about to be replaced: the one that made it.
base() {
    "$1" -c 'import sys; print(getattr(sys, "_base_executable", None) or sys.executable)' </dev/null
}

check_python() {
    found=$(version "$asked") || give_up \
        "'$asked' does not start. Install Python 3.11 to 3.14, or name one: make setup PYTHON=python3.12" \
        "'$asked' tidak dapat dijalankan. Pasang Python 3.11 sampai 3.14, atau sebutkan: make setup PYTHON=python3.12"
    sh tools/find-python.sh fits "$asked" || give_up \
        "Loket needs Python 3.11 to 3.14; '$asked' is $found. Install one, or name it: make setup PYTHON=python3.12" \
        "Loket memerlukan Python 3.11 sampai 3.14; '$asked' adalah $found. Pasang atau sebutkan: make setup PYTHON=python3.12"
    "$asked" -c 'import ensurepip, venv' </dev/null 2>/dev/null || give_up \
        "'$asked' comes without the venv module. On Debian and Ubuntu: sudo apt install python$found-venv" \
        "'$asked' tidak dilengkapi modul venv. Di Debian dan Ubuntu: sudo apt install python$found-venv"
}

made_from() {
    pwd -P
    version "$asked"
    cksum <requirements.lock
    cksum <pyproject.toml
}

# A failed update leaves the environment as it was (pip fetches everything before it changes anything), so that a
# class without a network goes on with the old one; only an interrupted update leaves no stamp behind.
explain_pip() {
    [ ! -f "$stamp.old" ] || mv "$stamp.old" "$stamp"
    if grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Max retries' "$folder/pip.log"; then
        give_up \
            "No connection to the package index. Set-up needs the network once; behind a proxy set HTTPS_PROXY." \
            "Tidak ada sambungan ke indeks paket. Penyiapan perlu jaringan satu kali; di balik proxy, isi HTTPS_PROXY." \
            "Without a network: PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER make setup (CONTRIBUTING.md says how to fill FOLDER)."
    fi
    give_up \
        "The packages could not be installed; the lines above and $folder/pip.log say why." \
        "Paket tidak dapat dipasang; baris di atas dan $folder/pip.log menjelaskan sebabnya."
}

install() {
    "$folder/bin/python" -m pip install --disable-pip-version-check --no-input --log "$folder/pip.log" "$@" </dev/null
}

# Setting up begins by emptying the folder: never one that holds something else than an environment.
check_folder() {
    [ -e "$folder/pyvenv.cfg" ] || [ -z "$(find "$folder/" -type f 2>/dev/null | head -n 1)" ] || give_up \
        "$folder holds files and is no environment of Python. Move or remove it, then set up again." \
        "$folder berisi berkas dan bukan lingkungan Python. Pindahkan atau hapus, lalu siapkan lagi."
}

check_python
check_folder
wanted=$(made_from)
if ! "$folder/bin/python" -c '' 2>/dev/null || [ "$(head -n 2 "$stamp" 2>/dev/null)" != "$(echo "$wanted" | head -n 2)" ]; then
    echo "Setting up $folder with Python $(version "$asked"): a few minutes, once."
    rm -f "$stamp"
    "$(base "$asked")" -m venv --clear "$folder"
    loudness=--progress-bar=on
elif [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
else
    echo "Bringing $folder up to date."
    loudness=--quiet
fi
[ ! -f "$stamp" ] || mv "$stamp" "$stamp.old"
install "$loudness" --require-hashes -r requirements.lock || explain_pip
install --quiet --no-deps --no-build-isolation --no-index --editable . || explain_pip
echo "$wanted" >"$stamp.new"
mv "$stamp.new" "$stamp"
rm -f "$stamp.old"
