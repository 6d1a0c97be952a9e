-- Unique keys over plain columns that hold for all rows: no partial index, no expression, no index
-- that is still being built.
SELECT i.indrelid AS table_oid,
       ic.relname AS name,
       i.indisprimary AS is_primary,
       i.indimmediate AS is_immediate,
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
       (SELECT array_agg(a.attname::text ORDER BY k.position)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
         WHERE k.position <= i.indnkeyatts) AS columns
  FROM pg_index i
  JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE i.indisunique
   AND i.indisvalid
   AND i.indpred IS NULL
   AND 0 <> ALL (i.indkey::int2[])
   AND coalesce((SELECT NOT (to_jsonb(k) ->> 'conperiod')::boolean
                   FROM pg_constraint k WHERE k.conindid = i.indexrelid
                    AND k.contype IN ('p', 'u') LIMIT 1), true)
   AND c.relkind IN ('r', 'p')
   AND NOT c.relispartition
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
