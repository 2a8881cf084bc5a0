#!/usr/bin/env bash
# What each suite of the last ./test.sh cost: its tests, the sum of their seconds (several run at once), the slowest one.
set -euo pipefail
cd "$(dirname "$0")/.."
cat artifacts/test-results/*.trx | grep -oE '<UnitTestResult [^>]*>' | awk '
  match($0, / testName="[^"(]*/) { name = substr($0, RSTART + 11, RLENGTH - 11) }
  match($0, / duration="[^"]*/) {
    split(substr($0, RSTART + 11, RLENGTH - 11), part, ":")
    seconds = part[1] * 3600 + part[2] * 60 + part[3]
    split(name, piece, "."); suite = tolower(piece[3])
    tests[suite]++; sum[suite] += seconds
    if (seconds > most[suite]) { most[suite] = seconds; slowest[suite] = name }
  }
  END { for (suite in sum) { sub(/^Portal\.Tests\.[^.]*\./, "", slowest[suite]); printf "| %s | %d | %.0f | %s, %.0f |\n", suite, tests[suite], sum[suite], slowest[suite], most[suite] } }' |
  sort -t'|' -k4,4nr | sed '1i | suite | tests | seconds | slowest, seconds |\n|---|---|---|---|'
