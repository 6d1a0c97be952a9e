-- Foreign keys as declared; clones that partitioning makes are left out. A key declared on a partition
-- counts for the root, but for that partition's rows only: its leaves are listed. The period of a
-- temporal key (18) is left out of its columns: it is matched by containment, and the other columns
-- reach every row that could contain it.
SELECT k.conname AS name,
       coalesce(pg_partition_root(k.conrelid), k.conrelid)::oid AS child,
       coalesce(pg_partition_root(k.confrelid), k.confrelid)::oid AS parent,
       columns.child AS columns,
       columns.parent AS parent_columns,
       k.confdeltype::text AS on_delete,
       k.confupdtype::text AS on_update,
       k.condeferrable AS deferrable,
       k.convalidated AS validated,
       coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
       CASE WHEN c.relispartition THEN
         (SELECT array_agg(ARRAY[n.nspname::text, leaf.relname::text])
            FROM pg_partition_tree(k.conrelid) t
            JOIN pg_class leaf ON leaf.oid = t.relid
            JOIN pg_namespace n ON n.oid = leaf.relnamespace
           WHERE t.isleaf)
       END AS partitions,
       CASE WHEN c.relispartition THEN
         (SELECT count(*) FROM pg_partition_tree(pg_partition_root(k.conrelid)) t WHERE t.isleaf)
       END AS leaves
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  CROSS JOIN LATERAL (
    SELECT array_agg(a.attname::text ORDER BY p.position) AS child,
           array_agg(b.attname::text ORDER BY p.position) AS parent
      FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS p (child, parent, position)
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.child
      JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = p.parent
     WHERE NOT coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
        OR p.position < cardinality(k.conkey)
  ) AS columns
 WHERE k.contype = 'f'
   AND k.conparentid = 0
   AND columns.child IS NOT NULL
 ORDER BY k.conname
