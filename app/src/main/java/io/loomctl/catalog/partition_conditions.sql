-- What rows of a partition have in common, for partitions that declare foreign keys of their own.
SELECT DISTINCT
       n.nspname AS schema,
       c.relname AS name,
       pg_get_partition_constraintdef(c.oid) AS condition
  FROM pg_constraint k
  JOIN pg_class p ON p.oid = k.conrelid AND p.relispartition
  CROSS JOIN LATERAL pg_partition_tree(k.conrelid) AS t
  JOIN pg_class c ON c.oid = t.relid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype = 'f'
   AND k.conparentid = 0
   AND t.isleaf
   AND pg_get_partition_constraintdef(c.oid) IS NOT NULL
