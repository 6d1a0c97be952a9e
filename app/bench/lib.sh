# Shared by the benchmarks of this folder, which source it: a scratch server, the tables, time and memory, figures.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of the benchmark that sources this

fail() {
  echo "error: $*" >&2
  exit 2
}

number() { # number OPTION VALUE: a whole number above zero
  [[ ${2:-} =~ ^[1-9][0-9]{0,9}$ ]] || fail "$1 needs a whole number above zero, not \"${2:-}\""
  echo "$2"
}

word() { # word OPTION VALUE: anything but nothing
  [ -n "${2:-}" ] || fail "$1 needs a value"
  echo "$2"
}

say() { echo "$*" >&2; }

# --- Options ---------------------------------------------------------------------------------------------------

# A benchmark that sources this sets `rows`, `row_bytes` (of disk for each row) and, if it has rounds, `runs`; options
# of its own it describes in `own_options`, a line each, and sets their variables.
keep=
pg_bin=
shuffle=
parent=${TMPDIR:-/tmp}
loomctl=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../bin" && pwd -P)/loomctl

usage() {
  echo "Usage: ${0##*/} [OPTION ...]"
  echo "  --rows N       rows of the three tables together ($rows)"
  [ -z "${runs:-}" ] || echo "  --runs N       counted runs of each program${uncounted:+, after one that is not counted} ($runs)"
  [ -z "${own_options:-}" ] || echo "$own_options"
  cat <<USAGE
  --dir DIR      where the scratch folder is made ($parent); about $row_bytes bytes are needed for each row
  --pg-bin DIR   where initdb, pg_ctl, psql and pg_dump are
  --loomctl FILE the program to measure (app/bin/loomctl)
  --keep         leave the scratch folder behind
Exit code: 0 ${passed:-every bar is met, 1 one is not}, 2 the benchmark could not be carried out.
USAGE
}

misused() {
  usage >&2
  exit 2
}

read_options() { # read_options LEAST_ROWS ARGUMENT ...
  local least=$1 value
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --rows) rows=$(number "$@") ;;
      --runs)
        [ -n "${runs:-}" ] || misused
        runs=$(number "$@")
        ;;
      --scale | --jobs)
        own_option "$1" || misused
        value=$(number "$@")
        printf -v "${1#--}" %s "$value"
        ;;
      --dir) parent=$(word "$@") ;;
      --pg-bin) pg_bin=$(word "$@") ;;
      --loomctl) loomctl=$(word "$@") ;;
      --keep) keep=yes ;;
      --shuffle)
        own_option "$1" || misused
        shuffle=yes
        ;;
      -h | --help)
        usage
        exit
        ;;
      *) misused ;;
    esac
    case $1 in --keep | --shuffle) shift ;; *) shift 2 ;; esac
  done
  [ "$rows" -ge "$least" ] || fail "--rows must be $least or more"
}

own_option() { [[ ${own_options:-} == *"  $1 "* ]]; }

# --- PostgreSQL's programs -------------------------------------------------------------------------------------

# All four from one folder: what Debian has in /usr/bin are wrappers that choose a version by themselves.
find_postgres() {
  local candidate program
  while IFS= read -r candidate; do
    [ -n "$candidate" ] || continue
    for program in initdb pg_ctl psql pg_dump; do
      [ -x "$candidate/$program" ] || continue 2
    done
    pg_bin=$candidate
    return
  done < <(
    if [ -n "$pg_bin" ]; then
      echo "$pg_bin"
    else
      type -P initdb | sed 's|/[^/]*$||'
      pg_config --bindir 2>/dev/null || true
      printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5,5nr
    fi
  )
  fail 'initdb, pg_ctl, psql and pg_dump were not found together (PATH, pg_config --bindir, /usr/lib/postgresql):' \
    'install the PostgreSQL server, or name the folder with --pg-bin'
}

# PostgreSQL refuses to run as root.
owner=
find_owner() {
  [ "$(id -u)" = 0 ] || return 0
  for owner in postgres nobody; do
    if id "$owner" >/dev/null 2>&1; then return; fi
  done
  fail 'root needs a user "postgres" or "nobody" to run the server as; or start this as somebody else'
}

as_owner() {
  if [ -z "$owner" ]; then
    "$@"
  elif type -P runuser >/dev/null; then
    runuser -u "$owner" -- "$@"
  else
    # shellcheck disable=SC2016 # for the inner shell
    su -s /bin/sh -c 'exec "$0" "$@"' -- "$owner" "$@"
  fi
}

# --- The scratch folder and its server -------------------------------------------------------------------------

child=
started=
scratch=

# shellcheck disable=SC2317 # reached through the trap
cleanup() {
  trap '' INT TERM HUP
  if [ -n "$child" ]; then kill -TERM -- "-$child" 2>/dev/null || true; fi
  if [ -n "$started" ]; then server stop -m immediate >/dev/null 2>&1 || true; fi
  if [ -n "$child" ]; then wait "$child" 2>/dev/null || true; fi
  if [ -n "$keep" ]; then say "kept: $scratch"; else rm -rf "$scratch"; fi
}

# In the background, as a process group of its own: bash runs a trap only after what runs in the foreground has
# ended, and a kill of this script has to reach the program behind `time` as well.
run() {
  set -m
  "$@" &
  child=$!
  set +m
  local code=0
  wait "$child" || code=$?
  child=
  return $code
}

server() { as_owner "$pg_bin/pg_ctl" -D "$scratch/server/data" -l "$scratch/server/log" "$@"; }

start_server() {
  mkdir "$scratch/server"
  [ -z "$owner" ] || chown "$owner" "$scratch/server"
  cd "$scratch/server" # the owner may not be allowed in the caller's folder
  as_owner "$pg_bin/initdb" -D "$scratch/server/data" -U bench -A trust -E UTF8 --no-locale --no-sync \
    >"$scratch/log" 2>&1 || fail "initdb failed: $(tail -n 5 "$scratch/log")"
  # The figures are about reading: nothing here needs to survive a crash, and no checkpoint or vacuum may fall
  # into one run and not into the other.
  cat >>"$scratch/server/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
timezone = 'UTC'
fsync = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = '8GB'
checkpoint_timeout = '1d'
autovacuum = off
maintenance_work_mem = '256MB'
CONF
  local attempt
  for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000)) # below those that systems hand out for outgoing connections
    started=yes # from here on there may be one to stop
    if server -o "-p $port" -w start >"$scratch/log" 2>&1; then return; fi
    say "no server on port $port (attempt $attempt)"
  done
  fail "the server did not start: $(tail -n 5 "$scratch/server/log")"
}

sql() { "$pg_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U bench "$@"; }

# --- The tables ------------------------------------------------------------------------------------------------

tables='customers orders order_items'

rows_of() { # rows_of TABLE TOTAL
  local customers=$(($2 / 8)) orders=$(($2 * 3 / 8))
  case $1 in
    customers) echo $customers ;;
    orders) echo $orders ;;
    order_items) echo $(($2 - customers - orders)) ;;
  esac
}

# Types and values as applications have them, null values, and text that COPY must escape. Nothing is random.
# Keys and indexes come last, as that is the fastest.
fill() { # fill TOTAL
  say "filling three tables with $1 rows ..."
  sql -d postgres -c 'DROP DATABASE IF EXISTS bench' -c 'CREATE DATABASE bench' 2>>"$scratch/log"
  run sql -d bench \
    -v customers="$(rows_of customers "$1")" -v orders="$(rows_of orders "$1")" \
    -v items="$(rows_of order_items "$1")" -v order="${shuffle:+ORDER BY md5(n::text)}" -f - <<'SQL' || fail 'the tables could not be filled'
BEGIN;

CREATE TABLE customers (
  id bigint NOT NULL, email text NOT NULL, name text NOT NULL, country text, vip boolean NOT NULL,
  credit numeric(10,2) NOT NULL, settings jsonb NOT NULL, created_at timestamptz NOT NULL);
INSERT INTO customers
SELECT n, 'customer' || n || '@example.org', (ARRAY['Zoë Ångström', 'Ada "Al" Li', 'Bo\Tab'])[1 + n % 3] || ' ' || n % 97,
  CASE WHEN n % 10 > 0 THEN (ARRAY['de', 'fr', 'us', 'jp'])[1 + n % 4] END, n % 20 = 0,
  (n * 7919 % 1000000)::numeric / 100, jsonb_build_object('theme', n % 5, 'mail', n % 2 = 0),
  '2020-01-01 00:00:00Z'::timestamptz + n * interval '61 seconds'
FROM generate_series(1, :customers::bigint) n :order;

CREATE TABLE orders (
  id bigint NOT NULL, customer_id bigint NOT NULL, status text NOT NULL, total numeric(10,2) NOT NULL, note text,
  placed_at timestamptz NOT NULL);
INSERT INTO orders
SELECT n, 1 + n * 7919 % :customers, (ARRAY['open', 'paid', 'sent', 'returned'])[1 + n % 4],
  (n * 104729 % 500000)::numeric / 100, CASE WHEN n % 8 = 0 THEN E'ring twice\tthen leave it\nat the door' END,
  '2021-01-01 00:00:00.25Z'::timestamptz + n * interval '17 seconds'
FROM generate_series(1, :orders::bigint) n :order;

CREATE TABLE order_items (
  id bigint NOT NULL, order_id bigint NOT NULL, product int NOT NULL, quantity int NOT NULL,
  price numeric(10,2) NOT NULL, gift boolean NOT NULL, packed_at timestamptz);
INSERT INTO order_items
SELECT n, 1 + (n - 1) * :orders / :items, n * 31 % 20000, 1 + n % 5, (n * 613 % 90000)::numeric / 100, n % 12 = 0,
  CASE WHEN n % 9 > 0 THEN '2021-01-02 00:00:00Z'::timestamptz + n * interval '13 seconds' END
FROM generate_series(1, :items::bigint) n :order;

ALTER TABLE customers ADD PRIMARY KEY (id);
ALTER TABLE orders ADD PRIMARY KEY (id), ADD FOREIGN KEY (customer_id) REFERENCES customers;
ALTER TABLE order_items ADD PRIMARY KEY (id), ADD FOREIGN KEY (order_id) REFERENCES orders;
COMMIT;
VACUUM (ANALYZE, FREEZE);
CHECKPOINT;
SQL
}

# One row in a hundred of each table, all over it: most updated, some deleted, some added.
change_some() {
  say 'changing one row in a hundred ...'
  run sql -d bench <<'SQL' || fail 'the rows could not be changed'
UPDATE customers SET credit = credit + 1 WHERE id % 100 = 1;
UPDATE orders SET status = 'lost' WHERE id % 100 = 1;
UPDATE order_items SET quantity = quantity + 1 WHERE id % 1000 IN (1, 101, 201, 301, 401, 501, 601, 701);
DELETE FROM order_items WHERE id % 1000 = 801;
INSERT INTO order_items SELECT id + 1000000000, order_id, 1, 1, 0, false, NULL FROM order_items WHERE id % 1000 = 901;
SQL
}

add_indexes() { # as applications have them, for imports
  sql -d bench -c 'CREATE INDEX ON orders (customer_id)' -c 'CREATE INDEX ON order_items (order_id)' \
    -c 'CREATE UNIQUE INDEX ON customers (email)'
  "$pg_bin/pg_dump" --schema-only -h 127.0.0.1 -p "$port" -U bench -f "$scratch/schema.sql" bench
}

empty_target() { # the schema with its keys, foreign keys and indexes, and no rows
  sql -d postgres -c 'DROP DATABASE IF EXISTS target' -c 'CREATE DATABASE target' 2>>"$scratch/log"
  sql -d target -f "$scratch/schema.sql" >"$scratch/log"
  sql -d target -c CHECKPOINT
}

compare_target() { # by count and a sum of hashes
  local table
  for table in $tables; do
    [ "$(sql -d bench -c "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM $table t")" = \
      "$(sql -d target -c "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM $table t")" ] ||
      fail "the rows of $table are not those of the snapshot${1:+: $1}"
  done
}

# --- One run ---------------------------------------------------------------------------------------------------

# Times and peak memory come from the `time` program; without one, from bash and from watching the process.
timer=watch
find_timer() {
  local program
  program=$(type -P time) || return 0
  if "$program" -f '%e %M' -o "$scratch/time" true 2>/dev/null; then
    timer=gnu
  elif "$program" -l -o "$scratch/time" true 2>/dev/null; then
    timer=bsd
  fi
}

watch() { # peak memory of process $1 in KiB, until it is gone: the last figure counts
  while kill -0 "$1" 2>/dev/null; do
    awk '/^VmHWM/ { print $2 }' "/proc/$1/status" 2>/dev/null || ps -o rss= -p "$1" || true
    sleep 0.1
  done
}

# timed COMMAND ...: sets `wall` and `cpu` (seconds) and `peak` (MiB, or "-" where it cannot be told); the command has to
# exit with `expected`
expected=0
timed() {
  local kib='' code=0 watcher
  case $timer in
    gnu)
      run "$(type -P time)" -f '%e %U %S %M' -o "$scratch/time" "$@" >"$scratch/log" 2>&1 || code=$?
      read -r wall cpu kib < <(tail -n 1 "$scratch/time" | LC_ALL=C awk '{ print $1, $2 + $3, $4 }') || true
      ;;
    bsd) # macOS counts bytes, the others KiB
      run "$(type -P time)" -l -o "$scratch/time" "$@" >"$scratch/log" 2>&1 || code=$?
      read -r wall cpu < <(LC_ALL=C awk '/ real / { print $1, $3 + $5 }' "$scratch/time") || true
      kib=$(awk -v system="$(uname)" '/maximum resident/ { print system == "Darwin" ? $1 / 1024 : $1 }' \
        "$scratch/time")
      ;;
    watch)
      set -m
      "$@" >"$scratch/log" 2>&1 &
      child=$!
      set +m
      watch "$child" >"$scratch/peaks" 2>/dev/null &
      watcher=$!
      TIMEFORMAT='%3R %3U %3S'
      { time wait "$child" 2>/dev/null; } 2>"$scratch/time" || code=$?
      child=
      wait "$watcher" || true
      read -r wall cpu < <(LC_ALL=C awk '{ print $1, $2 + $3 }' "$scratch/time") || true
      kib=$(sort -n "$scratch/peaks" | tail -n 1)
      ;;
  esac
  [ $code = "$expected" ] || fail "\"$*\" exited with $code: $(tail -n 20 "$scratch/log")"
  peak=$(LC_ALL=C awk -v kib="$kib" 'BEGIN { if (kib == "") print "-"; else printf "%.1f", kib / 1024 }')
}

# The launcher makes its class-data archive in the background after the first run; not during a counted one.
wait_for_archive() {
  local waited=0
  while [ $waited -lt 60 ] && compgen -G "$scratch/cache/loomctl/*.classes" >/dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
}

# --- Figures ---------------------------------------------------------------------------------------------------

figures() { # figures LABEL FORMAT < one number a line: prints min, median and max
  LC_ALL=C sort -n | LC_ALL=C awk -v label="$1" -v format="$2" '
    { value[NR] = $1 }
    END {
      middle = NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2
      if (value[1] == "-") printf "%-26s %9s %9s %9s\n", label, "-", "-", "-"
      else printf "%-26s " format " " format " " format "\n", label, value[1], middle, value[NR]
    }'
}

median() { figures '' '%9.3f' | awk '{ print $2 }'; }

at_most() { LC_ALL=C awk -v a="$1" -v b="$2" 'BEGIN { exit !(a <= b) }'; }

missed=0
verdict() { # verdict VALUE BAR TEXT
  if [ "$1" = - ]; then
    echo "skip  $3"
  elif at_most "$1" "$2"; then
    echo "pass  $3"
  else
    echo "FAIL  $3"
    missed=1
  fi
}

column() { awk -v n="$1" '{ print $n }' "$scratch/${2:-pairs}"; } # column NUMBER [NAME OF THE PAIRS]

quotient() { LC_ALL=C awk -v a="$1" -v b="$2" 'BEGIN { if (a == "-" || b == "-") print "-"; else printf "%.3f", a / b }'; }

# --- Before the first run ----------------------------------------------------------------------------------------

prepare() {
  # The caller's own connection settings must not reach a server that is none of theirs.
  unset "${!PG@}"
  [ -x "$loomctl" ] || fail "\"$loomctl\" cannot be started"
  loomctl=$(cd -P -- "$(dirname -- "$loomctl")" && pwd -P)/$(basename -- "$loomctl")
  find_postgres
  find_owner
  scratch=$(cd -P -- "$parent" && mktemp -d "$PWD/loomctl-bench.XXXXXX") || fail "\"$parent\" cannot be written (--dir)"
  trap cleanup EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  chmod 711 "$scratch" # the server's owner passes through, and reads nothing
  check_space
  find_timer
  export XDG_CACHE_HOME=$scratch/cache
  "$loomctl" --version >/dev/null || fail "\"$loomctl --version\" failed" # builds it when it is not built
  start_server
  cat >"$scratch/loomctl.yaml" <<YAML
version: 1
snapshots: snapshots
databases:
  bench: { url: "postgresql://bench@127.0.0.1:$port/bench" }
  target: { url: "postgresql://bench@127.0.0.1:$port/target" }
schemas: [public]
scenarios:
  everything: {}
YAML
}

check_space() {
  local free needed=$((rows * ${scale:-1} * row_bytes / 1024))
  free=$(df -Pk "$scratch" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$needed" ] ||
    fail "$((needed / 1024)) MiB are needed in \"$parent\", $((free / 1024)) are free: fewer --rows or another --dir" \
      "${scale:+(or --scale 1)}"
}
