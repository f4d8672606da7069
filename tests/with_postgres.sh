#!/usr/bin/env bash
# with_postgres.sh COMMAND…: run a command with DATABASE_URL naming a PostgreSQL of its own, which goes with it.
# It listens on a socket in a temporary folder only. Where PostgreSQL is not installed, says so and does nothing.
set -euo pipefail

newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
PATH="$PATH${newest:+:$newest}"
if ! command -v initdb >/dev/null || ! command -v pg_ctl >/dev/null; then
  echo "没有装 PostgreSQL，跳过。 Skipped: PostgreSQL is not installed (apt-get install postgresql)." >&2
  exit 0
fi

folder=$(mktemp -d /tmp/luoshi-postgres-XXXXXX)
as_owner=()
if [ "$(id -u)" = 0 ]; then # initdb refuses root
  owner=$(id -u postgres 2>/dev/null || id -u nobody)
  chown "$owner" "$folder"
  as_owner=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups)
fi
in_folder() { (cd "$folder" && ${as_owner[@]+"${as_owner[@]}"} "$@"); }

stop() {
  in_folder pg_ctl -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

in_folder initdb -N -D "$folder/data" -U luoshi -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 \
  || { cat "$folder/initdb.log" >&2; exit 1; }
in_folder pg_ctl -w -D "$folder/data" -l "$folder/log" \
  -o "-c listen_addresses='' -c fsync=off -c unix_socket_directories=$folder" start >/dev/null \
  || { cat "$folder/log" >&2; exit 1; }
in_folder createdb -h "$folder" -U luoshi luoshi

DATABASE_URL="postgresql:///luoshi?host=$folder&user=luoshi" "$@"
