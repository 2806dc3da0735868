# shellcheck shell=bash
# Shared by the steps. A step sources this file and then names what it needs:
#
#   debian PACKAGE…      Debian's packages; installed only if asked (see below)
#   go_tools COMMAND…    commands listed in tools/go.txt
#   node_tools           the packages in tools/package-lock.json
#   python_tools NAME    a virtual environment with tools/NAME.lock
#
# All but Debian's packages go into bin/tools. Each step has a temporary
# directory, $work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools="$PWD/bin/tools"
export PATH="$tools:$PATH"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { # PACKAGE: whether what we need of it is here, wherever it came from
  case $1 in
    chromium) command -v "${CHROMIUM:-chromium}" ;;
    default-jre-headless) command -v java ;;
    fonts-droid-fallback) [ -e /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf ] ;;
    fonts-noto-color-emoji) [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] ;;
    maven) command -v mvn ;;
    poppler-utils) command -v pdftotext && command -v pdftoppm ;;
    python3-venv) python3 -c 'import ensurepip' ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

packages_with() { # PATTERN: the Go packages that have such a test
  grep -rlE --include='*_test.go' "^func $1" cmd functions internal report | xargs -n 1 dirname | sort -u | sed 's#^#./#'
}

debian() {
  local package missing=() sudo=()
  for package; do has "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "${CI:-}" != true ] && [ "${INSTALL:-}" != 1 ]; then
    echo "missing Debian packages: ${missing[*]}. Install them, or let apt-get do it: make check INSTALL=1" >&2
    exit 1
  fi
  echo "installing ${missing[*]}"
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

go_tools() {
  local name package version
  for name; do
    read -r package version <<<"$(awk -v name="$name" '{path = $1; sub("/v[0-9]+$", "", path); n = split(path, part, "/")} part[n] == name' .ci/tools/go.txt)"
    [ -n "$version" ] || { echo "$name is not in .ci/tools/go.txt" >&2; exit 1; }
    if [ "$(go version -m "$tools/$name" 2>/dev/null | awk '$1 == "mod" {print $3}')" != "$version" ]; then
      echo "compiling $name $version"
      GOBIN="$tools" GOFLAGS='' go install "$package@$version"
    fi
  done
}

node_tools() {
  debian npm
  if ! cmp -s .ci/tools/package-lock.json "$tools/node/installed"; then
    echo "installing the Node packages"
    mkdir -p "$tools/node"
    cp .ci/tools/package.json .ci/tools/package-lock.json "$tools/node"
    npm ci --silent --no-fund --no-audit --ignore-scripts --prefix "$tools/node"
    cp .ci/tools/package-lock.json "$tools/node/installed"
  fi
  export NODE_PATH="$tools/node/node_modules"
  PATH="$PATH:$NODE_PATH/.bin"
}

python_tools() {
  debian python3-venv
  if ! cmp -s ".ci/tools/$1.lock" "$tools/$1/installed"; then
    echo "installing the Python packages of $1.lock"
    python3 -m venv --clear "$tools/$1"
    "$tools/$1/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-compile -r ".ci/tools/$1.lock"
    cp ".ci/tools/$1.lock" "$tools/$1/installed"
  fi
  PATH="$PATH:$tools/$1/bin"
}
