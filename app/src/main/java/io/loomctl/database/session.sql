-- Decides how values print, and keeps the server from ending a long export. SET takes no snapshot of
-- the data, so that locks can still be taken before the first look.
SET LOCAL search_path = pg_catalog;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL TimeZone = 'UTC';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL xmloption = 'content';
SET LOCAL lc_monetary = 'C';
SET LOCAL standard_conforming_strings = on;
SET LOCAL row_security = off;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL lock_timeout = '60s';
SET LOCAL quote_all_identifiers = off;
SET LOCAL jit = off;
-- A scan that joins another one in the middle would not read a table in the order that it is stored in.
SET LOCAL synchronize_seqscans = off;
SET LOCAL work_mem = '64MB'
