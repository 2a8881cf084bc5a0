#!/usr/bin/env bash
# Takes pictures of every page (1920×1080 and 390×844, zh-CN and en, light and dark) into artifacts/screenshots.
# Starts a portal with the demonstration on a free port and a database of its own, and ends it afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf artifacts/screenshots
PORTAL_REQUIRE_ALL=1 dotnet test --project Portal.Tests --explicit only --filter-class Portal.Tests.Browser.Screenshots
echo "$(ls artifacts/screenshots | wc -l) pictures in artifacts/screenshots"
