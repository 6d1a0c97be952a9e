-- Columns with their type as text and what decides how they sort; a domain sorts as its base type.
WITH RECURSIVE base (oid, base, modifier) AS (
  SELECT t.oid, t.oid, -1 FROM pg_type t WHERE t.typtype <> 'd'
  UNION ALL
  SELECT t.oid, b.base, CASE WHEN b.oid = b.base THEN t.typtypmod ELSE b.modifier END
    FROM pg_type t JOIN base b ON t.typbasetype = b.oid WHERE t.typtype = 'd'
)
SELECT a.attrelid AS table_oid,
       a.attnum,
       a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       format_type(b.base, CASE WHEN b.oid = b.base THEN a.atttypmod ELSE b.modifier END) AS base,
       a.attnotnull AS not_null,
       a.atthasdef AS has_default,
       a.attgenerated::text AS generated,
       a.attidentity::text AS identity,
       CASE
         WHEN b.base IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) THEN 'integer'
         WHEN b.base IN ('text'::regtype, 'varchar'::regtype) THEN 'text'
         WHEN b.base IN ('uuid'::regtype, 'bytea'::regtype, 'bool'::regtype) THEN 'ordered'
         WHEN b.base = 'oid'::regtype THEN 'oid'
         ELSE 'other'
       END AS family,
       (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
          FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
         WHERE co.oid = a.attcollation) AS collation,
       (SELECT quote_ident(n.nspname) || '.' || o.oprname
          FROM pg_type t
          JOIN pg_opclass k ON k.opcintype = t.oid AND k.opcdefault
          JOIN pg_am am ON am.oid = k.opcmethod AND am.amname = 'btree'
          JOIN pg_amop e ON e.amopfamily = k.opcfamily AND e.amopstrategy = 3
                        AND e.amoplefttype = k.opcintype AND e.amoprighttype = k.opcintype
          JOIN pg_operator o ON o.oid = e.amopopr
          JOIN pg_namespace n ON n.oid = o.oprnamespace
         WHERE t.oid = b.base
           AND t.typnamespace <> 'pg_catalog'::regnamespace) AS equality,
       has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN base b ON b.oid = a.atttypid
 WHERE a.attnum > 0
   AND NOT a.attisdropped
   AND c.relkind IN ('r', 'p')
   AND NOT c.relispartition
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
 ORDER BY a.attrelid, a.attnum
