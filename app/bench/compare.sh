#!/usr/bin/env bash
# Times `loomctl compare-exports` against GNU `diff` of the same two snapshots, of which one row in a hundred differs,
# and the comparison of equal snapshots against the mere start of loomctl. README.md beside this file says more.
set -euo pipefail

max_ratio=0.60 # wall time, loomctl : diff
max_equal=0.20 # seconds beyond "loomctl --version"
heap=96m

rows=4000000
row_bytes=500
runs=5
uncounted=yes

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 10000 "$@"
diff --version 2>/dev/null | grep -q GNU || fail 'GNU diff was not found (diffutils)'

run_loomctl() { # run_loomctl ARGUMENT ...: sets wall, cpu and peak
  timed env LOOMCTL_JAVA_OPTS="${LOOMCTL_JAVA_OPTS:-} -Xmx$heap" "$loomctl" --config "$scratch/loomctl.yaml" "$@"
}

take_snapshot() {
  "$loomctl" export everything --force --quiet --config "$scratch/loomctl.yaml" >"$scratch/log"
}

# What the comparison has to find, from the server.
check_counts() {
  local found expected_counts
  found=$(sed -n 's/^public\.\([a-z_]*\) *\([0-9,]*\) *\([0-9,]*\) *\([0-9,]*\) .*/\1 \2 \3 \4/p' "$1" | tr -d , | sort)
  expected_counts=$(
    cat <<COUNTS
customers 0 0 $(count customers 'id % 100 = 1')
order_items $(count order_items 'id > 1000000000') $((($(rows_of order_items "$rows") + 199) / 1000)) $(
      count order_items 'id < 1000000000 AND id % 1000 IN (1, 101, 201, 301, 401, 501, 601, 701)'
    )
orders 0 0 $(count orders 'id % 100 = 1')
COUNTS
  )
  [ "$found" = "$expected_counts" ] || fail "the comparison found
$found
and not
$expected_counts"
}

count() { sql -d bench -c "SELECT count(*) FROM $1 WHERE $2"; }

pair() { # sets what is measured, with the other program's runs in between
  expected=1
  timed diff "$before" "$after"
  diff_wall=$wall diff_cpu=$cpu
  run_loomctl compare-exports everything v1 v3
  loom_wall=$wall loom_cpu=$cpu loom_peak=$peak
  expected=0
  run_loomctl --version
  start_wall=$wall
  run_loomctl compare-exports everything v1 v2
  equal_wall=$wall
}

difference() { LC_ALL=C awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a - b }'; }

prepare
fill "$rows"
take_snapshot
take_snapshot
change_some
take_snapshot
before=$(compgen -G "$scratch/snapshots/everything/everything_v1_*.sql")
after=$(compgen -G "$scratch/snapshots/everything/everything_v3_*.sql")

say 'one run that is not counted ...'
wait_for_archive
pair
wait_for_archive
expected=1 run_loomctl compare-exports everything v1 v3
check_counts "$scratch/log"
: >"$scratch/pairs"
for ((i = 1; i <= runs; i++)); do
  pair
  echo "$diff_wall $loom_wall $(quotient "$loom_wall" "$diff_wall") $diff_cpu $loom_cpu" \
    "$(quotient "$loom_cpu" "$diff_cpu") $loom_peak $start_wall $equal_wall $(difference "$equal_wall" "$start_wall")" \
    >>"$scratch/pairs"
  say "run $i of $runs: diff $diff_wall s, loomctl $loom_wall s; equal: $equal_wall s, the start alone: $start_wall s"
done

echo
echo "$rows rows in three tables, two snapshots of $(($(wc -c <"$before") / 1048576)) MiB, one row in a hundred differs;" \
  "$(diff --version | head -n 1), heap -Xmx$heap"
echo "$runs runs of each in turn, on $(uname -sm) with $(getconf _NPROCESSORS_ONLN) processors"
echo
printf '%-26s %9s %9s %9s\n' '' min median max
column 1 | figures 'diff  wall s' '%9.2f'
column 2 | figures 'loomctl  wall s' '%9.2f'
column 3 | figures 'loomctl : diff, paired' '%9.2f'
column 4 | figures 'diff  processor s' '%9.2f'
column 5 | figures 'loomctl  processor s' '%9.2f'
column 6 | figures 'processor, paired' '%9.2f'
column 7 | figures 'loomctl  peak MiB' '%9.1f'
column 8 | figures 'the start alone  wall s' '%9.2f'
column 9 | figures 'equal  wall s' '%9.2f'
column 10 | figures 'beyond the start  s' '%9.2f'
echo
ratio=$(column 3 | median)
beyond=$(column 10 | median)
verdict "$ratio" $max_ratio "$ratio times the wall time of diff (at most $max_ratio)"
verdict "$beyond" $max_equal "$beyond s beyond the start for equal snapshots (at most $max_equal)"
verdict 0 0 "a heap of -Xmx$heap is enough"
exit $missed
