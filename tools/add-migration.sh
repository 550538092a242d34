#!/usr/bin/env bash
# Adds a migration of this name for each database: tools/add-migration.sh NAME
set -euo pipefail
name=${1:?usage: tools/add-migration.sh NAME}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet tool restore >/dev/null
for database in Sqlite PostgreSql SqlServer; do
  project=src/SimpleCrm.Database.$database
  dotnet build "$project" --nologo --verbosity quiet --disable-build-servers -m:1
  dotnet ef migrations add "$name" --no-build --project "$project" --startup-project "$project" --output-dir Migrations
done
