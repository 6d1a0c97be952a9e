#!/usr/bin/env bash
# Times `loomctl export` against plain `pg_dump --data-only` of the same tables, in a scratch database server
# of its own. What it measures, what it needs and what the figures mean: README.md beside this file.
set -euo pipefail

max_ratio=1.25  # wall time, loomctl : pg_dump
max_growth=1.10 # peak memory, ten times the rows : the rows; a JVM's peak varies by a few per cent from run to run
heap=96m

rows=4000000
row_bytes=300
runs=5
uncounted=yes
scale=10
jobs=
own_options="  --scale N      then export N times the rows and compare the memory ($scale); 1: leave that out
  --jobs N       passed on to loomctl export
  --shuffle      store the rows in random order instead of the order of their keys"

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 100 "$@"

run_pg_dump() {
  rm -f "$scratch/pg_dump.sql"
  timed "$pg_bin/pg_dump" --data-only -h 127.0.0.1 -p "$port" -U bench -f "$scratch/pg_dump.sql" bench
}

run_loomctl() {
  rm -f "$scratch/loomctl.sql"
  timed env LOOMCTL_JAVA_OPTS="${LOOMCTL_JAVA_OPTS:-} -Xmx$heap" "$loomctl" export everything \
    --config "$scratch/loomctl.yaml" ${jobs:+--jobs "$jobs"} -o "$scratch/loomctl.sql"
}

rows_in() { # rows_in FILE TABLE: the rows of the table's COPY block
  LC_ALL=C awk -v table="$2" '
    inside && $0 == "\\." { exit }
    inside { print }
    /^COPY / { name = $2; gsub(/"/, "", name); inside = name == "public." table }' "$1"
}

# The snapshot must hold every row as the server itself writes it, in the order of the keys. (pg_dump's order is
# that of the table's pages.)
check_rows() { # check_rows TOTAL
  local table
  for table in $tables; do
    cmp <(sql -d bench -c "COPY (SELECT * FROM $table ORDER BY id) TO STDOUT") \
      <(rows_in "$scratch/loomctl.sql" "$table") >"$scratch/log" 2>&1 ||
      fail "the snapshot's rows of $table are not those of the table: it holds" \
        "$(($(rows_in "$scratch/loomctl.sql" "$table" | wc -l))) of $(rows_of "$table" "$1"); $(<"$scratch/log")"
  done
}

pair() { # runs both; sets dump_wall, dump_peak, loom_wall, loom_peak
  run_pg_dump
  dump_wall=$wall dump_peak=$peak
  run_loomctl
  loom_wall=$wall loom_peak=$peak
}

# --- The benchmark ---------------------------------------------------------------------------------------------

prepare
fill "$rows"
say 'one run of each that is not counted ...'
pair
wait_for_archive
check_rows "$rows"
size=$(($(wc -c <"$scratch/pg_dump.sql") / 1048576))
: >"$scratch/pairs"
for ((i = 1; i <= runs; i++)); do
  pair
  echo "$dump_wall $loom_wall $(quotient "$loom_wall" "$dump_wall") $dump_peak $loom_peak" >>"$scratch/pairs"
  say "run $i of $runs: pg_dump $dump_wall s, loomctl $loom_wall s"
done
check_rows "$rows"

if [ "$scale" -gt 1 ]; then
  fill "$((rows * scale))"
  say 'one run of each ...'
  pair
  check_rows "$((rows * scale))"
fi

echo
echo "$rows rows in three tables, $size MiB, ${shuffle:+in random order, }$("$pg_bin/pg_dump" --version), heap -Xmx$heap${jobs:+, --jobs $jobs}"
echo "$runs runs of each in turn, the last one's rows checked one by one, on $(uname -sm) with $(getconf _NPROCESSORS_ONLN) processors"
echo
printf '%-26s %9s %9s %9s\n' '' min median max
column 1 | figures 'pg_dump  wall s' '%9.2f'
column 2 | figures 'loomctl  wall s' '%9.2f'
column 3 | figures 'loomctl : pg_dump, paired' '%9.2f'
column 4 | figures 'pg_dump  peak MiB' '%9.1f'
column 5 | figures 'loomctl  peak MiB' '%9.1f'
if [ "$scale" -gt 1 ]; then
  echo
  echo "$((rows * scale)) rows, one run of each: pg_dump $dump_wall s and $dump_peak MiB," \
    "loomctl $loom_wall s and $loom_peak MiB"
fi
echo
ratio=$(column 3 | median)
verdict "$ratio" $max_ratio "$ratio times the wall time of pg_dump (at most $max_ratio)"
verdict 0 0 "a heap of -Xmx$heap is enough"
if [ "$scale" -gt 1 ]; then
  usual=$(column 5 | median)
  growth=$(quotient "$loom_peak" "$usual")
  verdict "$growth" $max_growth "$growth times the memory for $scale times the rows (at most $max_growth)"
fi
exit $missed
