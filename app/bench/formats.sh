#!/usr/bin/env bash
# Times exports and imports of the other forms (JSON, zstd, and the rest) against the SQL export and import of the same
# run, and compares the sizes of the files. README.md beside this file says more.
set -euo pipefail

max_json_export=2.50 # wall time, the form : SQL
max_zstd_export=1.30
max_zstd_size=0.25
max_json_import=2.00
max_zstd_import=1.30
heap=96m

rows=4000000
row_bytes=1500
runs=3
uncounted=yes

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 10000 "$@"

forms='json zstd gzip bundle inserts age'

arguments_of() { # arguments_of FORM: what makes `loomctl export` write it
  case $1 in
    sql) ;;
    json | bundle | inserts) echo "--as $1" ;;
    zstd | gzip) echo "--compress $1" ;;
    age) echo "--encrypt-to $scratch/recipients" ;;
    delta) echo '--since latest' ;;
  esac
}

run_loomctl() { # run_loomctl ARGUMENT ...: sets wall, cpu and peak
  timed env LOOMCTL_JAVA_OPTS="${LOOMCTL_JAVA_OPTS:-} -Xmx$heap" "$loomctl" --config "$scratch/loomctl.yaml" "$@"
}

run_export() { # run_export FORM: sets wall, peak and size (bytes)
  rm -f "$scratch/file.$1"
  # shellcheck disable=SC2046 # words are what is wanted
  run_loomctl export everything --quiet $(arguments_of "$1") -o "$scratch/file.$1"
  size=$(($(wc -c <"$scratch/file.$1")))
}

export_pair() { # export_pair FORM: both in turn; a line for `column`
  local sql_wall sql_cpu sql_size
  run_export sql
  sql_wall=$wall sql_cpu=$cpu sql_size=$size
  run_export "$1"
  echo "$sql_wall $wall $(quotient "$wall" "$sql_wall") $peak $(quotient "$size" "$sql_size")" \
    "$(quotient "$cpu" "$sql_cpu")" >>"$scratch/export.$1"
}

run_import() { # run_import FORM: sets wall and peak
  empty_target
  run_loomctl import everything --quiet --db target --file "$scratch/file.$1"
}

import_round() { # SQL, then the others
  local form sql_wall sql_cpu
  run_import sql
  sql_wall=$wall sql_cpu=$cpu
  for form in json zstd; do
    run_import "$form"
    echo "$sql_wall $wall $(quotient "$wall" "$sql_wall") $peak - $(quotient "$cpu" "$sql_cpu")" >>"$scratch/import.$form"
  done
}

table_row() { # table_row LABEL PAIRS
  local ratios peak_figures
  ratios=$(column 3 "$2" | figures "$1" '%9.2f')
  peak_figures=$(column 4 "$2" | figures '' '%9.1f')
  printf '%s %9.2f %9.2f %9s %9s\n' "$ratios" "$(median_of "$2" 2)" "$(median_of "$2" 6)" "$(median_of "$2" 5)" \
    "${peak_figures##* }"
}

median_of() { column "$2" "$1" | median; } # median_of PAIRS COLUMN

# --- The benchmark ---------------------------------------------------------------------------------------------

prepare
fill "$rows"
add_indexes
# A public key whose secret key nobody has kept: how long it takes does not depend on whose it is.
echo age18w92ckne5uz2x0dlgc8eq0xgnd8xc8c6p0ul7xlw2tadytst49jqz46dh8 >"$scratch/recipients"

say 'one run of each that is not counted ...'
run_export sql
wait_for_archive
for form in $forms; do run_export "$form"; done

for ((i = 1; i <= runs; i++)); do
  for form in $forms; do export_pair "$form"; done
  say "run $i of $runs: exported SQL and $forms"
done
sql_size=$(($(wc -c <"$scratch/file.sql") / 1048576))

for form in json zstd; do
  run_import "$form"
  compare_target "$form"
done
for ((i = 1; i <= runs; i++)); do
  import_round
  say "run $i of $runs: imported SQL, json and zstd"
done
compare_target

run_loomctl export everything --quiet
change_some
for ((i = 1; i <= runs; i++)); do
  export_pair delta
  say "run $i of $runs: exported a delta"
done

echo
echo "$rows rows in three tables, $sql_size MiB of SQL, heap -Xmx$heap; $runs runs of each, each in turn with SQL," \
  "on $(uname -sm) with $(getconf _NPROCESSORS_ONLN) processors"
echo
printf '%-26s %29s %9s %9s %9s %9s\n' '' 'wall time : that of SQL' '' processor size peak
printf '%-26s %9s %9s %9s %9s %9s %9s %9s\n' '' min median max 'wall s' ': SQL' ': SQL' MiB
for form in $forms; do table_row "export $form" "export.$form"; done
table_row 'export delta, 1 % changed' export.delta
for form in json zstd; do table_row "import $form" "import.$form"; done
echo "(SQL: export $(median_of export.json 1) s, import $(median_of import.json 1) s)"
echo

bar() { # bar PAIRS COLUMN BAR TEXT
  local value
  value=$(median_of "$1" "$2")
  verdict "$value" "$3" "$value times $4 (at most $3)"
}
bar export.json 3 $max_json_export 'the SQL export for JSON'
bar export.zstd 3 $max_zstd_export 'the SQL export for zstd'
bar export.zstd 5 $max_zstd_size 'the size for zstd'
bar import.json 3 $max_json_import 'the SQL import for JSON'
bar import.zstd 3 $max_zstd_import 'the SQL import for zstd'
verdict 0 0 "a heap of -Xmx$heap is enough"
exit $missed
