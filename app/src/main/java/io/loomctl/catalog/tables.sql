-- Every table of every schema that is not the server's own; a partition belongs to its root.
SELECT c.oid,
       n.nspname AS schema,
       c.relname AS name,
       c.relkind = 'p' AS partitioned,
       c.relkind IN ('r', 'p') AS holds_rows,
       CASE c.relkind
         WHEN 'v' THEN 'a view'
         WHEN 'm' THEN 'a materialized view'
         WHEN 'f' THEN 'a foreign table'
         ELSE 'a table'
       END AS what,
       (SELECT e.extname
          FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
           AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e') AS extension,
       row_security_active(c.oid) AS row_security,
       has_table_privilege(c.oid, 'SELECT') AS readable,
       pg_has_role(c.relowner, 'USAGE') AS owned,
       CASE
         WHEN c.relkind = 'p' THEN
           (SELECT sum(greatest(leaf.reltuples, 0))
              FROM pg_partition_tree(c.oid) t JOIN pg_class leaf ON leaf.oid = t.relid
             WHERE t.isleaf)
         ELSE c.reltuples
       END::bigint AS estimated_rows
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND NOT c.relispartition
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
