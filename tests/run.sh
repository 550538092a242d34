#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test. The last line printed is "N passed, N failed, N skipped".
set -euo pipefail

usage() {
  cat <<'TEXT'
tests/run.sh [--full] [--filter NAME] [--debug]

  --full          run the long shares of the tests too (SIMPLECRM_TESTS_FULL=1)
  --filter NAME   only test classes whose name contains NAME
  --debug         build as Debug instead of Release
TEXT
}

configuration=Release
filter=
while (($#)); do
  case $1 in
    --full) export SIMPLECRM_TESTS_FULL=1 ;;
    --filter) filter=${2:?--filter needs a name}; shift ;;
    --debug) configuration=Debug ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DEBIAN_FRONTEND=noninteractive

passed=0 failed=0 skipped=0
work=$(mktemp -d)

finish() {
  local code=$?
  rm -rf "$work"
  # Whatever stopped the script early counts as a failure of its own.
  if ((code != 0 && failed == 0)); then failed=1; fi
  echo "$passed passed, $failed failed, $skipped skipped"
  exit $((failed > 0 ? 1 : 0))
}
trap finish EXIT

step() { printf '\n== %s\n' "$*"; }

install_missing() {
  local wanted=()
  [[ -x /usr/sbin/dovecot ]] || wanted+=(dovecot-imapd)
  [[ -x /usr/lib/dovecot/lmtp ]] || wanted+=(dovecot-lmtpd)
  [[ -x /usr/lib/postfix/sbin/master ]] || wanted+=(postfix)
  [[ -n ${CHROMIUM:-} || -x /usr/bin/chromium ]] || wanted+=(chromium fonts-liberation)
  [[ -x /usr/bin/mbsync ]] || wanted+=(isync)
  compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || wanted+=(libfaketime)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || wanted+=(postgresql)
  if [[ -f wwwroot-assets/package.json ]] && ! command -v npm >/dev/null; then wanted+=(nodejs npm); fi
  ((${#wanted[@]})) || return 0

  step "Installing ${wanted[*]}"
  if ((EUID != 0)); then
    echo "Not root: install them yourself, for example with: sudo apt-get install ${wanted[*]}" >&2
    return 1
  fi
  # The system's own mail servers must not start: the tests bring up private ones.
  local policy=/usr/sbin/policy-rc.d ours=
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    ours=1
  fi
  echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
  # Nor is a cluster made for the whole machine.
  if [[ " ${wanted[*]} " == *" postgresql "* ]]; then
    mkdir -p /etc/postgresql-common
    grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf || echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
  fi
  local code=0
  {
    apt-get -o DPkg::Lock::Timeout=300 update -qq &&
      apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${wanted[@]}"
  } >"$work/apt.log" 2>&1 || code=$?
  [[ -z $ours ]] || rm -f "$policy"
  if ((code != 0)); then tail -n 40 "$work/apt.log"; fi
  return "$code"
}

compare_assets() {
  [[ -f wwwroot-assets/package.json ]] || return 0
  step "Asset bundle"
  (cd wwwroot-assets && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build) || return 1
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    local changed
    changed=$(git status --porcelain -- wwwroot-assets/wwwroot)
    if ! git diff --exit-code --stat -- wwwroot-assets/wwwroot || grep -q '^??' <<<"$changed"; then
      printf '%s\nThe committed bundle is not what its sources build. Commit the rebuilt one.\n' "$changed"
      return 1
    fi
    echo "The committed bundle is what its sources build."
  fi
}

check_format() {
  step "Formatting"
  dotnet format whitespace --folder . --verify-no-changes --exclude '**/bin' '**/obj' 'wwwroot-assets/node_modules' >"$work/format.log" 2>&1 || {
    tail -n 30 "$work/format.log"
    echo "Set right by: dotnet format whitespace --folder ."
    return 1
  }
}

# A project that hangs is a failure that names itself, not a run without an end.
patience=60m
if [[ ${SIMPLECRM_TESTS_FULL:-} == 1 ]]; then patience=150m; fi

# A check that fails is one failure; what follows is still run.
check() { "$@" || failed=$((failed + 1)); }

# A project, on a database other than SQLite where one is named, and then only these namespaces unless all is asked for.
run_project() {
  local project=$1 database=${2:-} namespace=${3:-} name log=$work/tests.log code=0
  name=$(basename "$project" .csproj)${database:+ on $database}
  step "$name"
  local arguments=(--project "$project" --configuration "$configuration" --no-build --no-progress --no-ansi --timeout "$patience")
  if [[ -n $database ]]; then
    export SIMPLECRM_TESTS_DATABASE=$database
    if [[ -n $namespace && -z $filter ]]; then
      arguments+=(--filter-namespace "$namespace")
    elif [[ ${SIMPLECRM_TESTS_FULL:-} != 1 && -z $filter ]]; then
      arguments+=(--filter-not-namespace SimpleCrm.Tests.Mail --filter-not-namespace SimpleCrm.Tests.SqlServer)
    fi
  fi
  [[ -z $filter ]] || arguments+=(--filter-class "*$filter*")
  dotnet test "${arguments[@]}" 2>&1 | tee "$log" || code=$?
  unset SIMPLECRM_TESTS_DATABASE

  local ok bad left
  ok=$(count succeeded "$log") bad=$(count failed "$log") left=$(count skipped "$log")
  # 8: the filter matched nothing here.
  if ((code == 8)) && [[ -n $filter ]]; then code=0; fi
  # A run that ended badly without naming a failed test crashed.
  if ((code != 0 && bad == 0)); then bad=1; fi
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left))
  summary+=("$(printf '%-34s %5d passed %4d failed %4d skipped' "$name" "$ok" "$bad" "$left")")
}

count() {
  local found
  found=$(sed -n "s/^ *$1: \([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1)
  echo "${found:-0}"
}

install_missing
check compare_assets
check check_format

step "Build ($configuration)"
dotnet build SimpleCrm.Blazor.sln --configuration "$configuration" -warnaserror --nologo --verbosity quiet --disable-build-servers

summary=()
for project in tests/*/*.csproj; do
  if grep -q 'Include="xunit' "$project"; then run_project "$project"; fi
done
# Everything that touches data, once more on the other database that can run here.
run_project tests/SimpleCrm.Tests/SimpleCrm.Tests.csproj PostgreSql
# And the product killed over it, which takes minutes and is left to the long run.
if [[ ${SIMPLECRM_TESTS_FULL:-} == 1 && -z $filter ]]; then run_project tests/SimpleCrm.EndToEnd/SimpleCrm.EndToEnd.csproj PostgreSql SimpleCrm.EndToEnd.Kills; fi

step "Summary"
printf '%s\n' "${summary[@]}"
