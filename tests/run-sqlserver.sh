#!/usr/bin/env bash
# Runs the data, sync, kill and property tests against a SQL Server: tests/run-sqlserver.sh 'Server=...;User Id=...;Password=...;TrustServerCertificate=True'
# The account must be allowed to create databases: each test makes its own, named scrm_*, and drops it.
set -euo pipefail
export SIMPLECRM_TESTS_CONNECTION=${1:?usage: tests/run-sqlserver.sh CONNECTION_STRING [class name filter]}
export SIMPLECRM_TESTS_DATABASE=SqlServer SIMPLECRM_TESTS_FULL=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
arguments=(--project tests/SimpleCrm.Tests/SimpleCrm.Tests.csproj --configuration Release --no-progress --no-ansi)
[[ -z ${2:-} ]] || arguments+=(--filter-class "*$2*")
exec dotnet test "${arguments[@]}"
