-- Sequences that fill a column: owned by it (serial, identity) or named in its default, also in that
-- of a partition.
SELECT DISTINCT
       n.nspname AS schema,
       c.relname AS name,
       coalesce(pg_partition_root(use.table_oid), use.table_oid)::oid AS table_oid,
       a.attname AS column
  FROM (
    SELECT d.objid AS sequence, d.refobjid AS table_oid, d.refobjsubid AS attnum
      FROM pg_depend d
     WHERE d.classid = 'pg_class'::regclass
       AND d.refclassid = 'pg_class'::regclass
       AND d.refobjsubid > 0
       AND d.deptype IN ('a', 'i')
    UNION
    SELECT d.refobjid, ad.adrelid, ad.adnum
      FROM pg_depend d
      JOIN pg_attrdef ad ON ad.oid = d.objid
     WHERE d.classid = 'pg_attrdef'::regclass
       AND d.refclassid = 'pg_class'::regclass
  ) AS use
  JOIN pg_sequence s ON s.seqrelid = use.sequence
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = use.table_oid AND a.attnum = use.attnum
