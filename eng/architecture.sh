#!/usr/bin/env bash
# Draws the pictures of docs/architecture.md from the compiled code and the documentation of its types, after checking that
# each step of the two ways leads to the next. The same tests, run without this script, fail when a picture is stale.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build Portal.Tests -v q --nologo
PORTAL_DRAW=1 dotnet test --project Portal.Tests --no-build --filter-class Portal.Tests.Architecture.Pictures.ArchitecturePageTests
