#!/usr/bin/env bash
# Writes the initial migration of both databases anew from the model. Only before the first release: afterwards migrations are added, never rewritten.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf Portal.Domain/Data/Migrations/Sqlite Portal.Domain/Data/Migrations/Postgres
dotnet tool restore >/dev/null
dotnet build Portal.Domain -p:RunAnalyzers=false --nologo -v quiet
for provider in Sqlite Postgres; do
  dotnet ef migrations add Initial --no-build --project Portal.Domain --startup-project Portal.Domain \
    --context "${provider}PortalDb" --output-dir "Data/Migrations/$provider"
done
