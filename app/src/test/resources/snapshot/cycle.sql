-- loomctl snapshot, format 1
-- {
--   "scenario": "one-project",
--   "version": 3,
--   "created_at": "2026-03-01T23:30:00Z",
--   "message": "First \"take\"\n-- }\r\nDROP TABLE users; é",
--   "tool": "loomctl 0.1.0",
--   "server": "18.1 (Debian)",
--   "database": "demo",
--   "params": {"project":"a\n'b\\"},
--   "only": ["public.users"],
--   "exclude": ["audit_*"],
--   "schema": "5c4e3a",
--   "layout": "staged",
--   "tables": [
--     {"name":"\"My \"\"Org\"\"\".\"teams\n-- x\"","role":"mixed","cycle":1,"partitioned":false,"columns":[{"name":"id","type":"bigint","not_null":true,"identity":true},{"name":"lead","type":"bigint","not_null":true,"identity":false}],"primary_key":["id"],"key":{"kind":"primary","columns":["id"]},"sort":[{"column":"id","by":"value"}],"references":[{"name":"teams_lead","columns":["lead"],"parent":"public.users","parent_columns":["id"],"kind":"foreign_key","partitions":[]}]},
--     {"name":"public.users","role":"owned","cycle":1,"partitioned":false,"columns":[{"name":"id","type":"bigint","not_null":true,"identity":true},{"name":"name","type":"text","not_null":true,"identity":false},{"name":"team","type":"bigint","not_null":false,"identity":false}],"primary_key":["id"],"key":{"kind":"primary","columns":["id"]},"sort":[{"column":"id","by":"value"}],"references":[{"name":"users_team","columns":["team"],"parent":"\"My \"\"Org\"\"\".\"teams\n-- x\"","parent_columns":["id"],"kind":"foreign_key","partitions":[]}]}
--   ]
-- }
BEGIN;
SET TRANSACTION READ WRITE;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL TimeZone = 'UTC';
SET LOCAL xmloption = 'content';
SET LOCAL lc_monetary = 'C';
SET LOCAL client_min_messages = warning;
SET LOCAL row_security = off;
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
CREATE TEMPORARY TABLE "loomctl_1" ON COMMIT DROP AS SELECT "id", "lead" FROM "My ""Org"""."teams
-- x" WITH NO DATA;
COPY pg_temp."loomctl_1" ("id", "lead") FROM stdin;
1	1
\.
CREATE TEMPORARY TABLE "loomctl_2" ON COMMIT DROP AS SELECT "id", "name", "team" FROM "public"."users" WITH NO DATA;
COPY pg_temp."loomctl_2" ("id", "name", "team") FROM stdin;
1	Ann	1
2	Bjørn \\. 😀	\N
\.
DELETE FROM ONLY "public"."users" AS r WHERE NOT EXISTS (SELECT FROM pg_temp."loomctl_2" AS s WHERE r."id" = s."id");
WITH "written_0" AS (UPDATE ONLY "My ""Org"""."teams
-- x" AS t SET "lead" = s."lead" FROM pg_temp."loomctl_1" AS s WHERE t."id" = s."id" AND ROW(t."id", t."lead")::text <> ROW(s."id", s."lead")::text),
"written_1" AS (INSERT INTO "My ""Org"""."teams
-- x" ("id", "lead") OVERRIDING SYSTEM VALUE SELECT "id", "lead" FROM pg_temp."loomctl_1" AS s WHERE NOT EXISTS (SELECT FROM ONLY "My ""Org"""."teams
-- x" AS t WHERE t."id" = s."id")),
"written_2" AS (UPDATE ONLY "public"."users" AS t SET "name" = s."name", "team" = s."team" FROM pg_temp."loomctl_2" AS s WHERE t."id" = s."id" AND ROW(t."id", t."name", t."team")::text <> ROW(s."id", s."name", s."team")::text)
INSERT INTO "public"."users" ("id", "name", "team") OVERRIDING SYSTEM VALUE SELECT "id", "name", "team" FROM pg_temp."loomctl_2" AS s WHERE NOT EXISTS (SELECT FROM ONLY "public"."users" AS t WHERE t."id" = s."id");
SELECT pg_catalog.setval('public.users_id_seq', 2);
COMMIT;
-- {"tables":{"\"My \"\"Org\"\"\".\"teams\n-- x\"":{"rows":1,"required":1,"offset":630,"bytes":4,"sha256":"b8388c44e448858ae751c59912c120badd77182a983ab50e9665fde279963a9e"},"public.users":{"rows":2,"required":0,"offset":814,"bytes":29,"sha256":"0404fa957af9e037d3a804f104c652753dddd7d89924243137521eb0edcfe0ec"}},"rows":3,"sha256":"77493b6bad5b467abd5fa34e59063747cad73cd284a705036994629465349202","header_sha256":"f5d2bf80ae0cef4e95c014b61b89c4617920adb9e9c4fdefe82b08abd0f321d9"}
