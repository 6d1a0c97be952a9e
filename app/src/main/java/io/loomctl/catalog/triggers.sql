-- User triggers and rules that would fire when rows are written, on a table or on one of its
-- partitions. Those that are disabled or fire for replication only need no care.
SELECT coalesce(pg_partition_root(t.tgrelid), t.tgrelid)::oid AS table_oid,
       n.nspname AS schema,
       c.relname AS relation,
       t.tgname AS name,
       t.tgenabled = 'A' AS always,
       false AS is_rule
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal
   AND t.tgenabled IN ('O', 'A')
   AND c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
UNION ALL
SELECT coalesce(pg_partition_root(r.ev_class), r.ev_class)::oid,
       n.nspname,
       c.relname,
       r.rulename,
       r.ev_enabled = 'A',
       true
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE r.ev_enabled IN ('O', 'A')
   AND c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
 ORDER BY schema, relation, is_rule, name
