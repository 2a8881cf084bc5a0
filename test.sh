#!/usr/bin/env bash
# Runs the tests. Installs nothing: what a suite lacks is named, and its tests are skipped with that reason.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./test.sh [option…] [suite…]

Suites: all (default), quick (what needs no database, browser, other process or long time), unit (all but browser), browser,
or a feature: access, calendar, intake, metrics, records, …
Options:
  --require-all   a test that cannot run here fails instead of being skipped
  --database sqlite|postgres
                  where tests keep their data that need a database and do not say which; sqlite unless told otherwise
  --full          full counts instead of those of every day
  --fuzz SEED     another seed for what is changed at random (suite fuzzing)
  --release       test the Release build, which runs the analyzers; what runs without it is the Debug build
  --no-build      test what was built before
Results are also written to artifacts/test-results.
TEXT
}

# The pictures are taken on request (eng/screenshots.sh), and a victim is run by the test that kills it; they test nothing themselves.
filters=(--filter-not-class Portal.Tests.Storage.Kills.VictimProcess --filter-not-class Portal.Tests.Browser.Screenshots --filter-not-class Portal.Tests.Browser.ProvincePictures)
build=1 configuration=Debug
while [ $# -gt 0 ]; do
  argument=$1
  shift
  case "$argument" in
    -h | --help) usage; exit 0 ;;
    --require-all) export PORTAL_REQUIRE_ALL=1 ;;
    --database)
      case "${1:-}" in sqlite | postgres) export PORTAL_TEST_DATABASE=$1 ;; *) usage >&2; exit 2 ;; esac
      shift ;;
    --full) export PORTAL_FULL=1 ;;
    --fuzz)
      case "${1:-}" in '' | *[!0-9]*) usage >&2; exit 2 ;; *) export PORTAL_FUZZ_SEED=$1 ;; esac
      shift ;;
    --release) configuration=Release ;;
    --no-build) build= ;;
    -*) usage >&2; exit 2 ;;
    all) ;;
    quick) filters+=(--filter-not-trait 'Needs=*') ;;
    unit) filters+=(--filter-not-namespace Portal.Tests.Browser) ;;
    *)
      feature="${argument^}"
      [ -d "Portal.Tests/$feature" ] || { echo "There is no suite '$argument'." >&2; usage >&2; exit 2; }
      filters+=(--filter-namespace "Portal.Tests.$feature*") ;;
  esac
done

for tool in dotnet npm; do
  command -v "$tool" >/dev/null || { echo "Missing: $tool (see README.md)." >&2; exit 1; }
done
[ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] ||
  echo "No Chromium at /usr/bin/chromium-headless-shell or /usr/bin/chromium: the browser suite cannot run." >&2
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || [ -n "${PORTAL_TEST_POSTGRES:-}" ] ||
  echo "No PostgreSQL server: storage tests can run on SQLite alone." >&2

[ -z "$build" ] || dotnet build Portal.slnf -c "$configuration" -v quiet --nologo

# Twice as many tests at once as there are processors: most wait for a database, a browser or another process.
results=artifacts/test-results
rm -rf "$results"
status=0
dotnet "Portal.Tests/bin/$configuration/net10.0/Portal.Tests.dll" --results-directory "$PWD/$results" --report-trx \
  --progress off --show-slowest-tests 10 --max-threads 2x "${filters[@]}" || status=$?

# What failed is said once more, last: the runner says it before everything that the portals under test have logged.
[ "$status" = 0 ] || ! compgen -G "$results/*.trx" >/dev/null || awk '
  /<UnitTestResult / { failed = /outcome="(Failed|Error|Timeout|Aborted)"/; lines = 0
    if (failed) { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name); print "\nFailed: " unescaped(name) } }
  /<ErrorInfo>/ { told = failed }
  told && lines++ < 40 { line = $0; gsub(/<[^>]*>/, "", line); if (line ~ /[^ \t\r]/) print "  " unescaped(line) }
  /<\/ErrorInfo>/ { told = 0 }
  function unescaped(text) {
    gsub(/&#xD;/, "", text); gsub(/&#xA;/, "\n  ", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
    gsub(/&amp;/, "\\&", text); return text }' "$results"/*.trx
exit "$status"
