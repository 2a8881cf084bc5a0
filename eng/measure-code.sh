#!/usr/bin/env bash
# What the code is like, as figures: sizes, folders, cycles, names, comments; with --times also warnings and the times of builds and tests.
#   eng/measure-code.sh [--times] [--details] [COMMIT]     the working tree, or a commit in a worktree of its own
#   eng/measure-code.sh [--times] --compare A B            two commits beside each other ("." is the working tree)
# Times are taken in a worktree of their own, with build servers of their own, counted by process (eng/processor-time.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."

times= details= compare= commits=()
while [ $# -gt 0 ]; do
  case "$1" in
    --times) times=1 ;;
    --details) details=1 ;;
    --compare) compare=1 ;;
    -*) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
    *) commits+=("$1") ;;
  esac
  shift
done
[ -z "$compare" ] || [ ${#commits[@]} = 2 ] || { echo "--compare takes two commits." >&2; exit 2; }
[ ${#commits[@]} -gt 0 ] || commits=(.)

scratch=$(mktemp -d)
end() {
  for tree in "$scratch"/tree-*; do [ ! -d "$tree" ] || git worktree remove --force "$tree"; done
  rm -rf "$scratch"
}
trap end EXIT

# The folder that holds a commit; times need one of their own even for the working tree, so that what was built before does not matter.
tree_of() {
  local commit=$1 tree
  if [ "$commit" = . ] && [ -z "$times" ]; then echo .; return; fi
  tree=$(mktemp -d "$scratch/tree-XXXX")
  if [ "$commit" = . ]; then
    git worktree add --quiet --detach "$tree" HEAD
    git ls-files -z -m -o --exclude-standard | xargs -0r cp --parents -t "$tree"
  else
    git worktree add --quiet --detach "$tree" "$commit"
  fi
  echo "$tree"
}

row() { printf '%s\t%s\t%s\n' "$1" "$2" "${3:-}"; }

# The least of three: what else the machine does only ever adds.
least() {
  local run said best=
  for run in 1 2 3; do
    "$1" "$run"
    said=$("$here/processor-time.sh" dotnet build Portal -v quiet --nologo)
    best=$(printf '%s\n%s\n' "$best" "$said" | sed '/^$/d' | sort -n | head -1)
  done
  echo "$best"
}
touch_portal() { touch Portal/Program.cs; }
touch_domain() { touch Portal.Domain/DomainServices.cs; }
change_domain() { echo "namespace Portal.Domain; public static class Probe { public const int Version = $1; }" >Portal.Domain/Probe.cs; }

# Names the slowest when a build fails: there is nothing to be timed then.
timed() {
  local tree=$1
  cd "$tree"
  PROCESSOR_TIME_KEY=measure-$$-$(basename "$tree")
  export PROCESSOR_TIME_KEY PROCESSOR_TIME_LOG=$tree.log
  dotnet restore Portal.sln >"$tree.log" 2>&1
  "$here/processor-time.sh" dotnet build Portal -v quiet --nologo -t:Rebuild >"$tree.first" || { cat "$tree.log" >&2; return 1; }
  row 'build of Portal, clean, servers warm' "$("$here/processor-time.sh" dotnet build Portal -v quiet --nologo -t:Rebuild)"
  row 'build of Portal, one file of Portal touched' "$(least touch_portal)"
  row 'build of Portal, one file of Portal.Domain touched' "$(least touch_domain)"
  row 'build of Portal, a public member of Portal.Domain changed' "$(least change_domain)"
  rm Portal.Domain/Probe.cs
  dotnet build Portal.sln -c Release -v quiet --nologo -t:Rebuild -p:TreatWarningsAsErrors=false >"$tree.log" 2>&1 || true
  row 'warnings of a Release build' "$(grep -oE '^[^ ]+: (warning|error) .*' "$tree.log" | sort -u | wc -l)"
  dotnet build Portal.Tests -v quiet --nologo >"$tree.log" 2>&1
  for suite in quick figures; do
    if [ "$suite" = figures ] || grep -q '    quick)' test.sh; then
      row "./test.sh --no-build $suite" "$("$here/processor-time.sh" ./test.sh --no-build "$suite" || echo failed)"
    else
      row "./test.sh --no-build $suite" 'there is none'
    fi
  done
}

for i in "${!commits[@]}"; do
  commit=${commits[$i]}
  tree=$(tree_of "$commit")
  node "$here/measure-code.mjs" "$tree" >"$scratch/$i"
  [ -z "$times" ] || (timed "$tree") >>"$scratch/$i"
done

name() { if [ "$1" = . ]; then echo 'working tree'; else git rev-parse --short "$1"; fi; }
{
  header=measure
  for commit in "${commits[@]}"; do header+=$'\t'$(name "$commit"); done
  echo "$header"
  if [ -n "$compare" ]; then
    awk -F'\t' 'NR == FNR { before[$1] = $2; next } { print $1 "\t" before[$1] "\t" $2 }' "$scratch/0" "$scratch/1"
  else
    cut -f1,2 "$scratch/0"
  fi
} | awk -F'\t' '
  { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } columns = NF > columns ? NF : columns }
  END {
    for (r = 1; r <= NR; r++) {
      line = "|"
      for (i = 1; i <= columns; i++) line = line sprintf(" %-" width[i] "s |", cell[r, i])
      print line
      if (r == 1) { line = "|"; for (i = 1; i <= columns; i++) { dash = sprintf("%" (width[i] + 2) "s", ""); gsub(/ /, "-", dash); line = line dash "|" } print line }
    }
  }'

# What each figure counts, one to a line.
if [ -n "$details" ]; then
  for i in "${!commits[@]}"; do
    printf '\n%s\n' "$(name "${commits[$i]}")"
    awk -F'\t' '$3 != "" { print "\n" $1 ":"; n = split($3, part, "; "); for (k = 1; k <= n; k++) print "  " part[k] }' "$scratch/$i"
  done
fi
