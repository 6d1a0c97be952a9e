-- User triggers and rules that would fire when rows are written, on a table or on one of its
-- partitions. A trigger of a partitioned table has clones on the partitions, which follow what is done
-- to it; a clone is listed only where somebody gave it another mode than the original's.
WITH RECURSIVE clone (oid, original, mode) AS (
  SELECT t.oid, t.oid, t.tgenabled FROM pg_trigger t WHERE t.tgparentid = 0 AND NOT t.tgisinternal
  UNION ALL
  SELECT t.oid, c.original, c.mode FROM pg_trigger t JOIN clone c ON t.tgparentid = c.oid
)
SELECT coalesce(pg_partition_root(t.tgrelid), t.tgrelid)::oid AS table_oid,
       n.nspname AS schema,
       c.relname AS relation,
       t.tgname AS name,
       t.tgenabled::text AS mode,
       k.original <> t.oid AS is_clone,
       false AS is_rule
  FROM pg_trigger t
  JOIN clone k ON k.oid = t.oid
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE (CASE WHEN k.original = t.oid THEN t.tgenabled IN ('O', 'A') ELSE t.tgenabled <> k.mode END)
   AND c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
UNION ALL
SELECT coalesce(pg_partition_root(r.ev_class), r.ev_class)::oid,
       n.nspname,
       c.relname,
       r.rulename,
       r.ev_enabled::text,
       false,
       true
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE r.ev_enabled IN ('O', 'A')
   AND c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
 ORDER BY is_rule, is_clone, schema, relation, name
