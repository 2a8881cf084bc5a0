#!/usr/bin/env bash
# Takes pictures of every page (1920×1080 and 390×844, zh-CN and en, light and dark) into artifacts/screenshots.
# With --province [UNITS]: of the pages of a made-up province of so many units (100,000), and what each page took in province.tsv beside them.
# Starts a portal with the demonstration on a free port and a database of its own, and ends it afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=Screenshots
if [ "${1:-}" = --province ]; then
  pictures=ProvincePictures
  export PORTAL_PROVINCE_UNITS="${2:-100000}"
fi
rm -rf artifacts/screenshots
PORTAL_REQUIRE_ALL=1 dotnet test --project Portal.Tests --explicit only --filter-class "Portal.Tests.Browser.$pictures"
echo "$(ls artifacts/screenshots | wc -l) files in artifacts/screenshots"
