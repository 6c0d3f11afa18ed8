#!/bin/sh
# Membuat .venv dan memasang paket sistem yang belum ada; tanpa hak root paket itu hanya disebutkan.
set -eu

missing=""
need() { # need PERINTAH_UJI PAKET
    sh -c "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need "python3 -m venv --help && python3 -c 'import ensurepip'" python3-venv
need "ldconfig -p | grep -q libpangoft2-1.0" "libpango-1.0-0 libpangoft2-1.0-0"
need "command -v chromium" chromium
need "ls /usr/lib/postgresql/*/bin/initdb" postgresql
need "command -v soffice" libreoffice-calc
need "test -e /usr/lib/libreoffice/program/libswlo.so" libreoffice-writer
need "ls /usr/share/fonts/truetype/liberation*" fonts-liberation  # selebar Arial, huruf dokumen Word
need "command -v pdftotext" poppler-utils

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        # shellcheck disable=SC2086 # daftar paket memang dipecah
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "Paket sistem belum ada. Jalankan: sudo apt-get install$missing" >&2
        case "$missing" in *python3-venv*) exit 1 ;; esac
    fi
fi
[ -x .venv/bin/python ] || python3 -m venv .venv
