#!/usr/bin/env bash
# Installs what the browser tests need (Chromium with its driver from Debian's packages, axe-core from npm) and runs them.
set -euo pipefail
cd "$(dirname "$0")/../../.."
command -v chromedriver >/dev/null || { apt-get update -qq; apt-get install -y -qq chromium chromium-driver; }
folder=${CARGO_TARGET_DIR:-target}/axe
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[ -f "$folder/node_modules/axe-core/axe.min.js" ] || npm install --silent --no-save --prefix "$folder" axe-core@4
ONRECORD_AXE=$folder/node_modules/axe-core/axe.min.js cargo test -p onrecord --test browser -- --ignored --nocapture "$@"
