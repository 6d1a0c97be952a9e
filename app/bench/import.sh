#!/usr/bin/env bash
# Times `loomctl import` against `psql -1 -f` with the file of `pg_dump --data-only`: into empty tables, as a hot swap
# with one row in a hundred changed, and once more with nothing to change. README.md beside this file says more.
set -euo pipefail

max_empty=1.10 # wall time, loomctl : psql
max_swap=0.40
max_again=0.35
heap=96m

rows=4000000
row_bytes=900
runs=3

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 100 "$@"

run_import() { # sets wall and peak
  timed env LOOMCTL_JAVA_OPTS="${LOOMCTL_JAVA_OPTS:-} -Xmx$heap" "$loomctl" import everything --quiet \
    --config "$scratch/loomctl.yaml" --db target
}

change_target() { # one row in a hundred: updated, deleted, added
  sql -d target <<'SQL'
UPDATE customers SET credit = credit + 1 WHERE id % 100 = 1;
UPDATE orders SET status = 'lost' WHERE id % 100 = 1;
UPDATE order_items SET quantity = quantity + 1 WHERE id % 200 = 1;
DELETE FROM order_items WHERE id % 200 = 2;
VACUUM ANALYZE;
CHECKPOINT;
SQL
}

prepare
fill "$rows"
add_indexes
"$pg_bin/pg_dump" --data-only -h 127.0.0.1 -p "$port" -U bench -f "$scratch/data.sql" bench
"$loomctl" export everything --quiet --config "$scratch/loomctl.yaml" >"$scratch/log"
wait_for_archive

: >"$scratch/pairs"
for ((i = 1; i <= runs; i++)); do
  empty_target
  timed "$pg_bin/psql" -X -q -1 -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U bench -d target -f "$scratch/data.sql"
  psql_wall=$wall
  empty_target
  run_import
  empty_wall=$wall empty_peak=$peak
  change_target
  run_import
  swap_wall=$wall
  run_import
  again_wall=$wall
  echo "$psql_wall $empty_wall $swap_wall $again_wall $(quotient "$empty_wall" "$psql_wall")" \
    "$(quotient "$swap_wall" "$psql_wall") $(quotient "$again_wall" "$psql_wall") $empty_peak $peak" >>"$scratch/pairs"
  say "run $i of $runs: psql $psql_wall s, loomctl $empty_wall s, hot swap $swap_wall s, again $again_wall s"
done
compare_target

echo
echo "$rows rows in three tables, heap -Xmx$heap; $runs runs of each in turn, on $(uname -sm) with $(getconf _NPROCESSORS_ONLN) processors"
echo
printf '%-26s %9s %9s %9s\n' '' min median max
column 1 | figures 'psql -1  wall s' '%9.2f'
column 2 | figures 'into empty  wall s' '%9.2f'
column 3 | figures 'hot swap  wall s' '%9.2f'
column 4 | figures 'again  wall s' '%9.2f'
column 8 | figures 'into empty  peak MiB' '%9.1f'
column 9 | figures 'again  peak MiB' '%9.1f'
echo
verdict "$(column 5 | median)" $max_empty "$(column 5 | median) times psql into empty tables (at most $max_empty)"
verdict "$(column 6 | median)" $max_swap "$(column 6 | median) times psql for a hot swap with 1 % changed (at most $max_swap)"
verdict "$(column 7 | median)" $max_again "$(column 7 | median) times psql with nothing to change (at most $max_again)"
verdict 0 0 "a heap of -Xmx$heap is enough"
exit $missed
