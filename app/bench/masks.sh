#!/usr/bin/env bash
# Times an export of a table with ten masked columns against the same export without masks. README.md beside this file
# says more.
set -euo pipefail

max_masked=1.60 # wall time, masked : clear
heap=96m

rows=2000000
row_bytes=1200
runs=5
uncounted=yes

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 10000 "$@"

export LOOMCTL_MASK_SALT='the salt of a benchmark'

fill_people() {
  say "filling a table with $rows rows ..."
  sql -d postgres -c 'CREATE DATABASE bench'
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

run_export() { # run_export CONFIG: sets wall, cpu and peak
  rm -f "$scratch/$1.sql"
  timed env LOOMCTL_JAVA_OPTS="${LOOMCTL_JAVA_OPTS:-} -Xmx$heap" "$loomctl" --config "$scratch/$1.yaml" \
    export everything --quiet -o "$scratch/$1.sql"
}

prepare
fill_people
cp "$scratch/loomctl.yaml" "$scratch/clear.yaml"
cat - "$scratch/loomctl.yaml" >"$scratch/masked.yaml" <<'YAML'
tables:
  people:
    mask:
      email: email
      first_name: name
      surname: name
      phone: phone
      mobile: phone
      ssn: hash
      iban: hash
      token: hash
      customer_number: hash
      notes: null
YAML

say 'one run of each that is not counted ...'
run_export clear
wait_for_archive
run_export masked
grep -q -e '@mail.test' -e 'Ångström' -e 'told us' "$scratch/masked.sql" && fail 'the masked snapshot holds clear values'

for ((i = 1; i <= runs; i++)); do
  run_export clear
  clear_wall=$wall
  run_export masked
  echo "$clear_wall $wall $(quotient "$wall" "$clear_wall") $peak" >>"$scratch/pairs"
  say "run $i of $runs: $clear_wall s clear, $wall s masked"
done

echo
echo "$rows rows, ten of 14 columns masked, heap -Xmx$heap; $runs runs of each, in turn," \
  "on $(uname -sm) with $(getconf _NPROCESSORS_ONLN) processors"
echo
printf '%-26s %9s %9s %9s\n' '' min median max
column 1 | figures 'clear (s)' '%9.2f'
column 2 | figures 'masked (s)' '%9.2f'
column 3 | figures 'masked : clear' '%9.2f'
column 4 | figures 'peak, masked (MiB)' '%9.1f'
echo
ratio=$(column 3 | median)
verdict "$ratio" $max_masked "$ratio times the export without masks (at most $max_masked)"
verdict 0 0 "a heap of -Xmx$heap is enough"
exit $missed
