-- Tables whose generated columns or CHECKs call functions of the user's, with what these functions
-- say. Such a function may read other tables, which then have to be loaded first although no
-- foreign key says so.
WITH calls AS (
  SELECT coalesce(pg_partition_root(ad.adrelid), ad.adrelid)::oid AS table_oid, d.refobjid AS function
    FROM pg_attrdef ad
    JOIN pg_attribute a ON a.attrelid = ad.adrelid AND a.attnum = ad.adnum AND a.attgenerated <> ''
    JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = ad.oid
                    AND d.refclassid = 'pg_proc'::regclass
  UNION
  -- Until 14 the column itself depends on what generates it.
  SELECT coalesce(pg_partition_root(a.attrelid), a.attrelid)::oid, d.refobjid
    FROM pg_attribute a
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = a.attrelid
                    AND d.objsubid = a.attnum AND d.refclassid = 'pg_proc'::regclass
   WHERE a.attgenerated <> ''
  UNION
  SELECT coalesce(pg_partition_root(k.conrelid), k.conrelid)::oid, d.refobjid
    FROM pg_constraint k
    JOIN pg_depend d ON d.classid = 'pg_constraint'::regclass AND d.objid = k.oid
                    AND d.refclassid = 'pg_proc'::regclass
   WHERE k.contype = 'c' AND k.conrelid <> 0
)
SELECT p.proname AS name,
       CASE WHEN p.prosqlbody IS NULL THEN p.prosrc ELSE pg_get_function_sqlbody(p.oid) END AS body,
       (SELECT array_agg(DISTINCT c.table_oid::bigint) FROM calls c WHERE c.function = p.oid) AS callers
  FROM pg_proc p
  JOIN pg_language l ON l.oid = p.prolang
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE l.lanname IN ('sql', 'plpgsql')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND EXISTS (SELECT FROM calls)
