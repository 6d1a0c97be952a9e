-- Every sequence that is not the server's own.
SELECT n.nspname AS schema,
       c.relname AS name,
       s.seqincrement > 0 AS ascending,
       s.seqmin AS lowest,
       s.seqmax AS highest,
       has_sequence_privilege(s.seqrelid, 'SELECT') AS readable
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
