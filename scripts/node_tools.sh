#!/usr/bin/env bash
# Installs the tools of tests/contract/package.json into .cache/node, where Node.js is at hand; quick when they are there.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
wanted=$ROOT/tests/contract/package.json
tools=$ROOT/.cache/node

if ! { command -v node && command -v npm; } >/dev/null; then
    echo "No Node.js here: checks that need tools written in it are left out, by name."
    exit 0
fi
if cmp -s "$wanted" "$tools/installed.json"; then exit 0; fi

echo "Installing into .cache/node: $(sed -n '/"dependencies"/,$s/^    "\(.*\)": "\(.*\)".*/\1 \2/p' "$wanted" | paste -sd ',' - | sed 's/,/, /g')"
mkdir -p "$tools"
rm -f "$tools/installed.json"
cp "$wanted" "$tools/package.json"
if ! log=$(npm install --prefix "$tools" --no-package-lock --no-audit --no-fund --no-update-notifier --loglevel=error 2>&1 </dev/null); then
    printf '%s\nFailed: npm install\n' "$log" >&2
    exit 1
fi
cp "$wanted" "$tools/installed.json"
