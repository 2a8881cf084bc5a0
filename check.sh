#!/usr/bin/env bash
# What a change passes before it is sent, but for most tests: the format, the analyzers (a warning is an error) and the architecture tests.
# Leaves a Release build behind that ./test.sh --release --no-build runs. --all also checks what Portal.slnf leaves out: the benchmarks.
set -euo pipefail
cd "$(dirname "$0")"

solution=Portal.slnf tests=1
while [ $# -gt 0 ]; do
  case "$1" in
    --all) solution=Portal.sln ;;
    --no-tests) tests= ;;
    *) echo "Usage: ./check.sh [--all] [--no-tests]" >&2; exit 2 ;;
  esac
  shift
done

status=0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet tool restore >/dev/null
dotnet csharpier check . || { status=1; echo "Run: dotnet csharpier format ." >&2; }
dotnet build "$solution" -c Release -v quiet
[ -z "$tests" ] || ./test.sh --release --no-build architecture || status=1
exit "$status"
