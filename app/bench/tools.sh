#!/usr/bin/env bash
# Checks that the usual tools (psql, gunzip, zstd, tar, jq, age) open what `loomctl export` writes and find the rows of
# the SQL export in it, and that loomctl imports what those tools write. README.md beside this file says more.
set -euo pipefail

rows=2000
row_bytes=4000
passed='everything is equal, 1 something is not'

# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

read_options 100 "$@"

# --- Checks ------------------------------------------------------------------------------------------------------

check() { # check TOOL TEXT COMMAND ...: the command, in a shell of its own that ends with the first failure in it
  local tool=$1 text=$2 code=0
  shift 2
  if ! type -P "$tool" >/dev/null; then
    echo "skip  $tool is not installed: $text"
    return
  fi
  set +e
  (
    set -e
    "$@"
  ) >"$scratch/check.log" 2>&1
  code=$?
  set -e
  verdict $code 0 "$tool: $text"
  [ $code = 0 ] || sed 's/^/      /' "$scratch/check.log" | tail -n 20
}

loomctl() { "$loomctl" --config "$scratch/loomctl.yaml" "$@"; }

export_as() { loomctl export everything --quiet -o "$@" >"$scratch/log"; } # export_as FILE OPTION ...

# An export without what differs from one export to the next: the time, the database's name, the checksum of both.
lasting() {
  sed -E -e '/^--   "(created_at|database)": /d' -e 's/^(-- \{"tables":.*"header_sha256":")[0-9a-f]{64}/\1/'
}

same_sql() { # same_sql < SQL: what the SQL export has
  lasting >opened.sql
  [ -s lasting.sql ]
  cmp opened.sql lasting.sql
}

imports() { # imports FILE OPTION ...: into empty tables, which then have the rows and give the same export
  empty_target
  loomctl import everything --quiet --db target --file "$@"
  compare_target "$1"
  export_as again.sql --db target
  same_sql <again.sql
}

replays() { # replays FILE: psql does
  empty_target
  sql -d target -f "$1"
  compare_target "$1"
}

# --- What the tools open -----------------------------------------------------------------------------------------

opens_gzip() {
  export_as export.sql.gz --compress gzip
  gunzip -c export.sql.gz | same_sql
}

opens_zstd() {
  export_as export.sql.zst --compress zstd
  zstd -dc export.sql.zst | same_sql
}

opens_bundle() { # opens_bundle FILE OPTION ...
  local table number=0 names=index.json
  rm -rf unpacked && mkdir unpacked
  export_as "$@" --as bundle
  tar -xf "$1" -C unpacked
  for table in $tables; do
    number=$((number + 1))
    names+=$'\n'tables/00${number}_public.$table.copy
    sql -d bench -c "COPY (SELECT * FROM $table ORDER BY id) TO STDOUT" >rows.copy
    cmp rows.copy "unpacked/tables/00${number}_public.$table.copy"
  done
  diff <(tar -tf "$1") <(echo "$names")
}

# The server reads the rows as jq gives them, and looks for differences itself.
opens_json() { # opens_json FORM
  local table differences
  export_as "export.$1" --as "$1"
  for table in $tables; do
    jq -c ".tables[][\"public.$table\"] // empty | .[]" "export.$1" >rows.json
    differences=$(sql -d bench \
      -c 'CREATE TEMPORARY TABLE given (line jsonb)' \
      -c "\\copy given FROM 'rows.json' (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')" \
      -c "CREATE TEMPORARY TABLE read AS SELECT r.* FROM given, jsonb_populate_record(NULL::$table, line) r" \
      -c "SELECT (SELECT count(*) FROM read) - (SELECT count(*) FROM $table),
            (SELECT count(*) FROM (TABLE read EXCEPT TABLE $table) d)")
    [ "$differences" = '0|0' ] || fail "$table: $differences (rows more, rows that differ)"
  done
}

opens_encrypted() {
  export_as export.sql.age --encrypt-to recipients
  if grep -q customer export.sql.age; then fail 'there is plain text in the file'; fi
  age -d -i identity export.sql.age | same_sql
}

opens_all_at_once() {
  export_as export.sql.zst.age --compress zstd --encrypt-to recipients
  age -d -i identity export.sql.zst.age | zstd -dc | same_sql
}

# --- What the tools write ----------------------------------------------------------------------------------------

takes_gzip() {
  gzip -9 -c export.sql >made.sql.gz
  imports made.sql.gz
}

takes_zstd() {
  zstd -q -f -19 export.sql -o made.sql.zst
  imports made.sql.zst
}

takes_tar() {
  rm -rf unpacked && mkdir unpacked
  export_as export.tar.gz --as bundle
  tar -xf export.tar.gz -C unpacked
  (cd unpacked && tar --format=ustar -czf ../made.tar.gz index.json tables/*)
  imports made.tar.gz
}

takes_json() {
  export_as export.json --as json
  jq . export.json >made.json
  imports made.json
}

takes_encrypted() { # takes_encrypted OPTION ...: of age
  rm -f made.sql.age
  age "$@" -R recipients -o made.sql.age export.sql
  imports made.sql.age --identity identity
}

takes_all_at_once() {
  zstd -q -c export.sql | age -R recipients >made.sql.zst.age
  imports made.sql.zst.age --identity identity
}

# --- All of it ---------------------------------------------------------------------------------------------------

prepare
fill "$rows"
add_indexes
mkdir "$scratch/files"
cd "$scratch/files"
PATH=$pg_bin:$PATH
export_as export.sql
lasting <export.sql >lasting.sql
if type -P age-keygen >/dev/null; then
  age-keygen -o identity 2>/dev/null
  age-keygen -y identity >recipients
fi

check psql 'replays SQL' replays export.sql
export_as inserts.sql --as inserts
check psql 'replays INSERT statements' replays inserts.sql
check gunzip 'opens --compress gzip' opens_gzip
check zstd 'opens --compress zstd' opens_zstd
check tar 'opens a bundle' opens_bundle export.tar.gz
check zstd 'opens a bundle with --compress zstd, with tar' opens_bundle export.tar.zst --compress zstd
check jq 'reads JSON' opens_json json
check jq 'reads json-pretty' opens_json json-pretty
check age 'decrypts --encrypt-to' opens_encrypted
check age 'decrypts --encrypt-to with --compress zstd' opens_all_at_once
check gzip 'its file is imported' takes_gzip
check zstd 'its file is imported' takes_zstd
check tar 'a bundle that it packed again is imported' takes_tar
check jq 'a document that went through it is imported' takes_json
check age 'its file is imported' takes_encrypted
check age 'its file in text form is imported' takes_encrypted --armor
check age 'its file of what zstd wrote is imported' takes_all_at_once
exit $missed
