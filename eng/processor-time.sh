#!/usr/bin/env bash
# Runs a command (a build, as a rule) and prints the processor seconds that it took, those of its build servers included, and the
# seconds that passed. Counts by process, so that other work on the machine does not matter:
#   eng/processor-time.sh dotnet build Portal
# The build servers are its own; PROCESSOR_TIME_KEY keeps them warm from one call to the next (they end when idle for ten minutes).
set -euo pipefail

key=${PROCESSOR_TIME_KEY:-$$}
export PORTAL_PROCESSOR_TIME=$key MSBUILDNODEHANDSHAKESALT=$key SharedCompilationId=portal-$key
# Some machines switch the servers off for all; what is measured here is the loop of a developer, who has them.
export UseSharedCompilation=true MSBUILDDISABLENODEREUSE=0 DOTNET_CLI_TELEMETRY_OPTOUT=1
ticks=$(getconf CLK_TCK)

# The servers that carry our mark, each with its ticks.
servers() {
  local environment process line
  for environment in /proc/[0-9]*/environ; do
    process=${environment%/environ}
    grep -qsz "^PORTAL_PROCESSOR_TIME=$key\$" "$environment" || continue
    line=$(cat "$process/stat" 2>/dev/null) || continue
    line=${line##*) }
    # shellcheck disable=SC2086 # the fields of one line
    set -- $line
    echo "$process $((${12} + ${13} + ${14} + ${15}))"
  done
}

# User and system ticks of the children that ended, in hundredths.
children() {
  local line
  line=$(cat "/proc/$$/stat")
  line=${line##*) }
  # shellcheck disable=SC2086
  set -- $line
  echo $((${14} + ${15}))
}

before=$(servers) ended=$(children) began=$(date +%s%N) status=0
"$@" >"${PROCESSOR_TIME_LOG:-/dev/stderr}" 2>&1 || status=$?
spent=$(($(children) - ended)) passed=$(($(date +%s%N) - began))
after=$(servers)
# A server that ended meanwhile cannot be asked any more; what it took before does not count against the others.
awk -v ticks="$ticks" -v spent="$spent" -v passed="$passed" '
  NR == FNR { before[$1] = $2; next }
  { spent += $2 - before[$1] }
  END { printf "%.1f processor seconds, %.1f seconds\n", spent / ticks, passed / 1e9 }' <(echo "$before") <(echo "$after")
exit "$status"
