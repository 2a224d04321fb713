# Sourced by the scripts that are commands: what a fresh machine needs before TypeScript can run.
# Defines ROOT, NODE22, require_tools, install_dependencies, build_zips, fetch_pnpm and run_pnpm.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
NODE22="$ROOT/node_modules/.bin/node"
PNPM_VERSION=$(sed -n 's/.*"packageManager": "pnpm@\([^"]*\)".*/\1/p' "$ROOT/package.json")
PNPM="$ROOT/.bin/pnpm-$PNPM_VERSION/pnpm"
PNPM_CHECKSUMS="scripts/lib/pnpm-checksums.txt"
export TURBO_TELEMETRY_DISABLED=1

fail() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

# require NAME WHAT_FOR HOW_TO_GET_IT
require() {
  command -v "$1" >/dev/null 2>&1 || fail "$1 is missing: $2. Get it: $3, then run this again."
}

require_node() {
  local node_major
  require node "Node 20 or newer starts the installation" "https://nodejs.org/en/download"
  require npm "it comes with Node and brings pnpm" "https://nodejs.org/en/download"
  node_major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$node_major" -ge 20 ] || fail "Node $node_major is too old: 20 or newer is needed. Get it: https://nodejs.org/en/download, then run this again."
}

require_tools() {
  require git "the checkout is read with it" "https://git-scm.com/downloads"
  require_node
  require terraform "Terraform 1.11 or newer provisions everything" "https://developer.hashicorp.com/terraform/install"
  require python3 "the AWS emulator is written in Python 3" "https://www.python.org/downloads"
  local terraform_version
  terraform_version=$(terraform version -json 2>/dev/null | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).terraform_version' 2>/dev/null) ||
    fail "Terraform does not start: see what \"terraform version -json\" says, then run this again."
  [ "$(printf '%s\n' 1.11.0 "$terraform_version" | sort -V | head -n 1)" = 1.11.0 ] ||
    fail "Terraform $terraform_version is too old: 1.11 or newer is needed. Get it: https://developer.hashicorp.com/terraform/install, then run this again."
}

# Two runs side by side in one checkout take turns to install and build. The lock is a link to its owner's process id,
# because a link and its target are made at once. A lock whose owner is gone is taken over.
LOCK="$ROOT/.install.lock"
with_lock() {
  local owner waits_for=
  until ln -sn $$ "$LOCK" 2>/dev/null; do
    [ -w "$ROOT" ] || fail "$ROOT cannot be written to, and the dependencies are installed there."
    owner=$(readlink "$LOCK" || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -f "$LOCK"
      continue
    fi
    [ "$owner" = "$waits_for" ] || echo "  waiting for process $owner, which installs or builds in the same folder"
    waits_for=$owner
    sleep 0.2
  done
  trap 'rm -rf "$LOCK"' EXIT
  local status=0
  "$@" || status=$?
  rm -rf "$LOCK"
  trap - EXIT
  return $status
}

# Fetches pnpm, a program for each platform, from the registry of npm, unless it is there already. It is unpacked only when
# its checksum is the committed one: pnpm checks all that it installs, and nothing checks pnpm.
fetch_pnpm() {
  [ ! -x "$PNPM" ] || return 0
  require_node
  local platform package expected found part="$ROOT/.bin/part"
  platform=$(node -p '`${process.platform}-${process.arch}`')
  package="@pnpm/exe.$platform@$PNPM_VERSION"
  expected=$(sed -n "s/^$platform //p" "$ROOT/$PNPM_CHECKSUMS")
  [ -n "$expected" ] || fail "$PNPM_CHECKSUMS has no checksum for $platform: pnpm is used on Linux and macOS on x64 and arm64."
  rm -rf "$ROOT/.bin"
  mkdir -p "$part" "$(dirname "$PNPM")"
  (cd "$part" && unset ${!AWS_@} && npm pack --loglevel=error "$package" >/dev/null) ||
    fail "$package could not be fetched: see above. \"npm pack $package\" has to work in this shell."
  found=$(node -p '`sha512-${crypto.createHash("sha512").update(fs.readFileSync(process.argv[1])).digest("base64")}`' "$part"/*.tgz)
  [ "$found" = "$expected" ] || {
    rm -rf "$ROOT/.bin"
    fail "The $package that npm fetched is another one than is committed here; nothing of it was run.
  fetched:  $found
  expected: $expected ($PNPM_CHECKSUMS)
Where package.json has a new version of pnpm, write its checksums there. Otherwise do not go on: ask whoever keeps the
registry that \"npm config get registry\" names."
  }
  tar -xzf "$part"/*.tgz -C "$part" && mv "$part/package/pnpm" "$PNPM" && rm -rf "$part"
}

# Starts pnpm without the AWS credentials of the shell, which nothing that is fetched, installed, built or tested needs.
run_pnpm() {
  (cd "$ROOT" && unset ${!AWS_@} && PATH="$(dirname "$PNPM"):$PATH" pnpm "$@")
}

install_dependencies() {
  echo "▸ Installing the dependencies"
  with_lock fetch_pnpm
  with_lock run_pnpm install --frozen-lockfile --reporter=append-only ||
    fail "The dependencies could not be installed: see above."
  # pnpm leaves out an optional package whose checksum is not that of the lock file, or that the platform has none of.
  [ -x "$NODE22" ] || fail "Node 22 was not installed for this machine ($(uname -sm)): see above. The lock file has it for Linux and macOS on x64 and arm64."
}

build_zips() {
  echo "▸ Building the functions' zips"
  with_lock run_pnpm exec turbo run build --output-logs=errors-only ||
    fail "The zips could not be built: see above."
}
