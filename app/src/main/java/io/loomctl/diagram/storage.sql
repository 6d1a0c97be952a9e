-- What the tables take on the disk, without indexes and without values that are kept apart.
SELECT n.nspname AS schema,
       c.relname AS name,
       CASE c.relkind
         WHEN 'p' THEN
           (SELECT coalesce(sum(pg_relation_size(t.relid)), 0)
              FROM pg_partition_tree(c.oid) t
             WHERE t.isleaf)
         ELSE pg_relation_size(c.oid)
       END::bigint AS bytes
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p')
   AND NOT c.relispartition
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
