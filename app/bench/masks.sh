#!/usr/bin/env bash
# Times exports with ten masked columns against the same exports without masks. README.md beside this file
# says more.
set -euo pipefail

max_masked=1.60 # wall time, masked : clear
heap=96m

rows=2000000
row_bytes=1500
runs=5
uncounted=yes

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 10000 "$@"

export LOOMCTL_MASK_SALT='the salt of a benchmark'

people() { # one table, ten of its 14 columns masked; in the database of the three tables
  say "filling a table with $rows rows ..."
  run sql -d bench -v rows="$rows" -f - <<'SQL' || fail 'the table could not be filled'
CREATE TABLE people (
  id bigint NOT NULL, email text NOT NULL, first_name text NOT NULL, surname varchar(40), phone text, mobile varchar(20),
  ssn char(11), iban text, token uuid, customer_number bigint NOT NULL, notes text, country text NOT NULL,
  credit numeric(10,2) NOT NULL, created_at timestamptz NOT NULL);
INSERT INTO people
SELECT n, 'someone' || n || '@mail.test', (ARRAY['Zoë', 'Ada', 'Bo'])[1 + n % 3], 'Ångström ' || n % 997,
  '+49 30 ' || 1000000 + n, '0170 ' || 2000000 + n, to_char(n % 100000000000, 'FM00000000000'),
  'DE02' || 1000000000 + n, md5(n::text)::uuid, n * 31, CASE WHEN n % 4 = 0 THEN 'told us that ' || n END,
  (ARRAY['de', 'fr', 'us', 'jp'])[1 + n % 4], (n % 1000000)::numeric / 100,
  '2020-01-01 00:00:00Z'::timestamptz + n * interval '61 seconds'
FROM generate_series(1, :rows::bigint) n;
ALTER TABLE people ADD PRIMARY KEY (id);
VACUUM (ANALYZE, FREEZE);
CHECKPOINT;
SQL
}

run_export() { # run_export CONFIG SCENARIO: sets wall, cpu and peak
  rm -f "$scratch/$1.sql"
  timed env LOOMCTL_JAVA_OPTS="${LOOMCTL_JAVA_OPTS:-} -Xmx$heap" "$loomctl" --config "$scratch/$1.yaml" \
    export "$2" --quiet -o "$scratch/$1.sql"
}

masks='
tables:
  customers: { mask: { email: email, name: name, country: hash, credit: hash, vip: { sql: "vip IS NOT NULL" } } }
  orders: { mask: { status: hash, total: { sql: "round(total, -2)" }, note: null } }
  order_items: { mask: { product: hash, price: { sql: "round(price, -1)" } } }
  people:
    mask: { email: email, first_name: name, surname: name, phone: phone, mobile: phone, ssn: hash, iban: hash,
            token: hash, customer_number: hash, notes: null }
'

measure() { # measure SCENARIO LABEL: pairs of runs, in turn
  local i clear_wall ratio
  run_export clear "$1"
  wait_for_archive
  run_export masked "$1"
  if grep -q -e '@mail.test' -e '@example.org' -e 'ngström' -e 'told us' "$scratch/masked.sql"; then
    fail 'the masked snapshot holds clear values'
  fi
  for ((i = 1; i <= runs; i++)); do
    run_export clear "$1"
    clear_wall=$wall
    run_export masked "$1"
    echo "$clear_wall $wall $(quotient "$wall" "$clear_wall") $peak" >>"$scratch/pairs.$1"
    say "$2, run $i of $runs: $clear_wall s clear, $wall s masked"
  done
}

report() { # report SCENARIO LABEL
  local ratio
  echo
  echo "$2"
  printf '%-26s %9s %9s %9s\n' '' min median max
  column 1 "pairs.$1" | figures 'clear (s)' '%9.2f'
  column 2 "pairs.$1" | figures 'masked (s)' '%9.2f'
  column 3 "pairs.$1" | figures 'masked : clear' '%9.2f'
  column 4 "pairs.$1" | figures 'peak, masked (MiB)' '%9.1f'
  ratio=$(column 3 "pairs.$1" | median)
  verdict "$ratio" $max_masked "$ratio times the export without masks (at most $max_masked)"
}

prepare
fill "$rows"
people
cat >>"$scratch/loomctl.yaml" <<'YAML'
  shop: { tables: { customers: {}, orders: {}, order_items: {} } }
  people: { tables: { people: {} } }
YAML
cp "$scratch/loomctl.yaml" "$scratch/clear.yaml"
{ cat "$scratch/loomctl.yaml" && echo "$masks"; } >"$scratch/masked.yaml"

measure shop 'three tables'
measure people 'one table'

echo
echo "heap -Xmx$heap; $runs runs of each, in turn, on $(uname -sm) with $(getconf _NPROCESSORS_ONLN) processors"
report shop "the three tables of the other benchmarks, $rows rows, ten of their 21 columns masked"
report people "one table of $rows rows, ten of its 14 columns masked"
echo
verdict 0 0 "a heap of -Xmx$heap is enough"
exit $missed
