-- schema: quotes, space, mixed case
CREATE SCHEMA "Odd ""Names""";
-- schema: a dot inside, reserved word
CREATE SCHEMA "select.from";
-- schema: newline, tab, backslash, percent, apostrophe, Unicode
CREATE SCHEMA U&"sch\000Ae\0009m\\a %s it's Größe 日本";
-- schema: 63 bytes
CREATE SCHEMA sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss;

-- type with an odd name and odd labels
CREATE TYPE "Odd ""Names"""."Ty""pe \ %" AS ENUM ('label "q"', 'back\slash', E'new\nline', 'it''s', '%s', '$$', ':x', '?', '{}');
-- domain with an odd name, its constraint too
CREATE DOMAIN "Odd ""Names"""."do.main" AS text CONSTRAINT "che""ck %s" CHECK (VALUE <> '\');
-- collation with an odd name
CREATE COLLATION "Odd ""Names"""."Coll ""ation""" (provider = icu, locale = 'en-US');
-- composite type with odd attributes
CREATE TYPE "Odd ""Names"""."Com,posite" AS ("a.b" integer, "c ""d""" text);
-- sequence names: quotes, newline, backslash, dot, question mark
CREATE SEQUENCE "Odd ""Names"""."se""q";
CREATE SEQUENCE "Odd ""Names""".U&"se\000Aq \\";
CREATE SEQUENCE "Odd ""Names"""."s.e.q ? %s $1 :x {} '";

-- reserved words as tables: table
CREATE TABLE "Odd ""Names"""."table" ("select" integer PRIMARY KEY, "from" text, "where" integer);
-- reserved words as tables: order, referencing table and itself
CREATE TABLE "Odd ""Names"""."order" (
    "user" integer CONSTRAINT "primary" PRIMARY KEY,
    "table" integer CONSTRAINT "foreign" REFERENCES "Odd ""Names"""."table",
    "group" integer CONSTRAINT "references" REFERENCES "Odd ""Names"""."order");
-- reserved words as tables: user
CREATE TABLE "Odd ""Names"""."user" (
    "null" integer, "true" boolean, "default" text DEFAULT 'x', "new" text, "old" text, "excluded" text, "stdin" text, "end" text,
    CONSTRAINT "unique" UNIQUE ("null"), CONSTRAINT "check" CHECK ("null" > 0));
-- names that an import may use itself, and functions
CREATE TABLE "Odd ""Names"""."excluded" (
    "oid" integer PRIMARY KEY, "t" text, "s" text, "target" text, "staging" text, "count" integer, "row_number" integer, "current_user" text, "pg_temp" text);
-- mixed case, next to its lower-case twin
CREATE TABLE "Odd ""Names"""."MixedCase" ("ID" integer PRIMARY KEY, "id" integer, "Id" integer);
-- lower-case twin
CREATE TABLE "Odd ""Names""".mixedcase (id integer PRIMARY KEY REFERENCES "Odd ""Names"""."MixedCase" ("ID"), "Value" text);
-- double quotes, also at the ends
CREATE TABLE "Odd ""Names"""."""quo""""ted""" ("""" integer PRIMARY KEY, """""" text, "a""b" text);
-- apostrophes
CREATE TABLE "Odd ""Names"""."it's" ("'" integer PRIMARY KEY, "''" text, "' OR 1=1 --" text);
-- spaces, leading and trailing too
CREATE TABLE "Odd ""Names"""." with space " (" " integer PRIMARY KEY, "  " text, " a" text, "a " text);
-- newline, carriage return and tab
CREATE TABLE "Odd ""Names""".U&"new\000Aline" (
    U&"\000A" integer PRIMARY KEY, U&"car\000Driage" text, U&"ta\0009b" text, U&"dos\000D\000Aline" text);
-- newline with a COPY end marker, a psql command and SQL behind it
CREATE TABLE "Odd ""Names""".U&"x\000A\\.\000A\\! echo\000A; SELECT 1; --" (
    U&"y\000A\\.\000ADROP TABLE x; --" integer PRIMARY KEY, U&"*/ /* --" text, U&"\000A-- \007B" text);
-- backslashes
CREATE TABLE "Odd ""Names"""."back\slash" ("\" integer PRIMARY KEY, "\\" text, "\." text, "\N" text, "\n" text, "\copy" text, "a\" text);
-- percent signs
CREATE TABLE "Odd ""Names"""."100%" ("%" integer PRIMARY KEY, "%s" text, "%1$s" text, "%n%I%L" text);
-- dollar signs
CREATE TABLE "Odd ""Names"""."$$" ("$1" integer PRIMARY KEY, "$$" text, "$tag$" text, "${HOME}" text, a$b text);
-- colons, question marks, braces, at signs
CREATE TABLE "Odd ""Names"""."a::b:c?" (":id" integer PRIMARY KEY, "?" text, "??" text, "{fn now()}" text, "{" text, "}" text, "@x" text, "#{y}" text);
-- dots: a.b next to the pieces it seems to be made of
CREATE TABLE "Odd ""Names"""."a.b" ("a.b" integer PRIMARY KEY, "c.d.e" text, "." text);
-- commas, parentheses, brackets, semicolons, equals
CREATE TABLE "Odd ""Names"""."a,b(c)[d];e" ("a,b" integer PRIMARY KEY, "(" text, ")" text, "[1]" text, ";" text, "a=b" text);
-- names that look like patterns or paths
CREATE TABLE "Odd ""Names"""."*" ("*" integer PRIMARY KEY, "../../etc" text, "/" text, "~" text, "C:\CON" text, "_%" text);
-- YAML, JSON, HTML and shell
CREATE TABLE "Odd ""Names"""."- key: &a !x #" (
    "{""a"": 1}" integer PRIMARY KEY, "yes" text, "<b>&amp;" text, "`id`" text, "$(id)" text, "|" text, "- " text, "null " text);
-- digits
CREATE TABLE "Odd ""Names"""."123" ("1" integer PRIMARY KEY, "1e5" text, "-1" text);
-- Unicode: letters, emoji, right to left
CREATE TABLE "Odd ""Names"""."Größe 日本 😀" ("ß" integer PRIMARY KEY, "ÄÖÜ" text, "日本" text, "😀" text, "שלום" text);
-- Unicode: composed and decomposed, dotted and dotless i, no-break and zero-width space, byte order mark, line separator
CREATE TABLE "Odd ""Names""".U&"e\0301 \FEFF" (
    U&"\00E9" integer PRIMARY KEY, U&"e\0301" text, "İ" text, "ı" text, "I" text, "i" text, U&"\00A0" text, U&"\200B" text,
    U&"\FEFF" text, U&"\2028" text, U&"\0085" text, U&"\202Ex" text);
-- composed twin of the table name above
CREATE TABLE "Odd ""Names""".U&"\00E9 \FEFF" (id integer PRIMARY KEY REFERENCES "Odd ""Names""".U&"e\0301 \FEFF" (U&"\00E9"));
-- control characters
CREATE TABLE "Odd ""Names""".U&"\001B[31mred\0007" (U&"\0001" integer PRIMARY KEY, U&"\007F" text, U&"\0008" text, U&"\000B\000C" text);
-- 63 bytes, table and columns
CREATE TABLE "Odd ""Names""".tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 (
    cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc1 integer PRIMARY KEY,
    cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc2 text,
    "ééééééééééééééééééééééééééééééé1" text);
-- 63 bytes, differs in the last one, references the other
CREATE TABLE "Odd ""Names""".tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt2 (
    id integer PRIMARY KEY,
    ref integer CONSTRAINT ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff1
        REFERENCES "Odd ""Names""".tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1);
-- 63 bytes of three-byte letters, with a serial whose sequence name gets cut
CREATE TABLE "Odd ""Names"""."日日日日日日日日日日日日日日日日日日日日日" ("本本本本本本本本本本" serial PRIMARY KEY, n integer);
-- table and schema of 63 bytes each, identity
CREATE TABLE sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss.ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt (
    iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- same table name in two schemas: first, referenced
CREATE TABLE "Odd ""Names""".twin (id integer PRIMARY KEY, name text);
-- same table name in two schemas: second, references the first and has other columns
CREATE TABLE "select.from".twin (
    name text PRIMARY KEY, twin_id integer REFERENCES "Odd ""Names""".twin, "Odd ""Names""" text);
-- schema and table that look like another schema and table when written without quotes
CREATE TABLE "select.from"."a.b" (id integer PRIMARY KEY, "select.from" text);
-- table named like its schema, column named like its table
CREATE TABLE "select.from"."select.from" ("select.from" integer PRIMARY KEY);
-- names without any ordinary letter in a schema with newline and tab, referencing across schemas
CREATE TABLE U&"sch\000Ae\0009m\\a %s it's Größe 日本"."\" (
    """" integer PRIMARY KEY,
    "%" text CONSTRAINT U&"fk\000A""\\%s$1:?\007B\007D" REFERENCES "select.from".twin,
    U&"\000A" integer CONSTRAINT ":fk?" REFERENCES "Odd ""Names""".U&"x\000A\\.\000A\\! echo\000A; SELECT 1; --");
-- columns of types with odd names, defaults from sequences with odd names
CREATE TABLE "Odd ""Names"""."types" (
    "se""q" integer PRIMARY KEY DEFAULT nextval('"Odd ""Names"""."se""q"'),
    "n" bigint DEFAULT nextval(U&'"Odd ""Names"""."se\000Aq \\"'),
    "q" bigint DEFAULT nextval('"Odd ""Names"""."s.e.q ? %s $1 :x {} ''"'),
    "enu""m" "Odd ""Names"""."Ty""pe \ %", "do.main" "Odd ""Names"""."do.main",
    "com,posite" "Odd ""Names"""."Com,posite", "a[]" "Odd ""Names"""."Ty""pe \ %"[],
    "coll" text COLLATE "Odd ""Names"""."Coll ""ation""",
    "ge""n\" text GENERATED ALWAYS AS ('%s ? :x ' || "coll") STORED);
-- cycle with odd column names on both sides
CREATE TABLE "Odd ""Names"""."cy""cle A" ("i d" integer PRIMARY KEY, "b""id" integer NOT NULL);
-- other side of the cycle
CREATE TABLE "select.from"."cy'cle.B" ("i.d" integer PRIMARY KEY,
    "a'id" integer NOT NULL CONSTRAINT "fk back\slash" REFERENCES "Odd ""Names"""."cy""cle A");
ALTER TABLE "Odd ""Names"""."cy""cle A" ADD CONSTRAINT "fk ""quoted"" %s"
    FOREIGN KEY ("b""id") REFERENCES "select.from"."cy'cle.B";
-- partitioned table and partitions with odd names, in several schemas
CREATE TABLE "Odd ""Names"""."par.titioned" ("ke""y" text PRIMARY KEY, "val ue" text) PARTITION BY LIST ("ke""y");
CREATE TABLE "Odd ""Names"""."par.titioned ""p1""" PARTITION OF "Odd ""Names"""."par.titioned" FOR VALUES IN ('a"', E'new\nline');
CREATE TABLE "select.from"."def ault" PARTITION OF "Odd ""Names"""."par.titioned" DEFAULT;
-- function, triggers, rule, index, statistics and view with odd names; the triggers would change every row
CREATE TABLE "Odd ""Names"""."trig""gered" ("i""d" integer PRIMARY KEY, "te xt" text);
CREATE FUNCTION "Odd ""Names"""."fun""ction \ %s"() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW."te xt" := NEW."te xt" || ' ' || TG_NAME; RETURN NEW; END $$;
CREATE TRIGGER "trig""ger" BEFORE INSERT OR UPDATE ON "Odd ""Names"""."trig""gered"
    FOR EACH ROW EXECUTE FUNCTION "Odd ""Names"""."fun""ction \ %s"();
CREATE TRIGGER U&"trig\000Ager \\ %s it's" BEFORE INSERT OR UPDATE ON "Odd ""Names"""."trig""gered"
    FOR EACH ROW EXECUTE FUNCTION "Odd ""Names"""."fun""ction \ %s"();
CREATE TRIGGER "? :x {} $1 %s . ggggggggggggggggggggggggggggggggggggggggggggggg" BEFORE INSERT OR UPDATE ON "Odd ""Names"""."trig""gered"
    FOR EACH ROW EXECUTE FUNCTION "Odd ""Names"""."fun""ction \ %s"();
CREATE TRIGGER "all" BEFORE INSERT OR UPDATE ON "Odd ""Names"""."trig""gered"
    FOR EACH ROW EXECUTE FUNCTION "Odd ""Names"""."fun""ction \ %s"();
CREATE TRIGGER "user" BEFORE INSERT OR UPDATE ON "Odd ""Names"""."trig""gered"
    FOR EACH ROW EXECUTE FUNCTION "Odd ""Names"""."fun""ction \ %s"();
ALTER TABLE "Odd ""Names"""."trig""gered" DISABLE TRIGGER "user", ENABLE ALWAYS TRIGGER U&"trig\000Ager \\ %s it's";
CREATE RULE "ru""le" AS ON DELETE TO "Odd ""Names"""."trig""gered" WHERE OLD."i""d" < 0 DO INSTEAD NOTHING;
CREATE INDEX "in""dex \ %" ON "Odd ""Names"""."trig""gered" (("te xt" || '$$ ? :x'));
CREATE UNIQUE INDEX U&"uni\000Aque" ON "Odd ""Names"""."trig""gered" (lower("te xt"), "i""d") WHERE "i""d" > 0;
CREATE STATISTICS "Odd ""Names"""."sta""t" ON "i""d", "te xt" FROM "Odd ""Names"""."trig""gered";
CREATE VIEW "Odd ""Names"""."vi""ew" AS SELECT "i""d" AS "x""y" FROM "Odd ""Names"""."trig""gered";
COMMENT ON TABLE "Odd ""Names"""."trig""gered" IS E'a\n\\! comment */ with -- everything';

-- data

INSERT INTO "Odd ""Names"""."table" VALUES (2, 'b', 1), (1, NULL, NULL);
INSERT INTO "Odd ""Names"""."order" VALUES (1, 2, 3), (3, NULL, NULL), (2, 1, 2);
INSERT INTO "Odd ""Names"""."user" VALUES (1, true, DEFAULT, 'new', 'old', 'e', 's', 'end'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."excluded" VALUES (1, 't', 's', 'x', NULL, 3, -1, 'u', 'p'), (-1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."MixedCase" VALUES (1, 2, 3), (2, 1, NULL);
INSERT INTO "Odd ""Names""".mixedcase VALUES (2, 'two');
INSERT INTO "Odd ""Names"""."""quo""""ted""" VALUES (1, '"', '""'), (2, NULL, '');
INSERT INTO "Odd ""Names"""."it's" VALUES (1, '''', NULL), (2, '''''', '''; --');
INSERT INTO "Odd ""Names"""." with space " VALUES (1, ' ', 'left', 'right'), (2, '', NULL, '  ');
INSERT INTO "Odd ""Names""".U&"new\000Aline" VALUES (1, E'\r', E'\t', E'\r\n'), (2, NULL, NULL, NULL);
INSERT INTO "Odd ""Names""".U&"x\000A\\.\000A\\! echo\000A; SELECT 1; --" VALUES (1, 'x', E'\n\\.\n'), (2, NULL, '*/');
INSERT INTO "Odd ""Names"""."back\slash" VALUES (1, '\', '\.', '\N', 'n', 'c', 'a'), (2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."100%" VALUES (1, '%s', '%', '%%'), (2, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."$$" VALUES (1, '$$', '$tag$', '${HOME}', '$1'), (2, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."a::b:c?" VALUES (1, '?', '??', '{fn now()}', '{', '}', '@', '#'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."a.b" VALUES (1, 'c', '.'), (2, NULL, NULL);
INSERT INTO "Odd ""Names"""."a,b(c)[d];e" VALUES (1, '(', ')', '[', ';', '='), (2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."*" VALUES (1, '..', '/', '~', '\', '%'), (2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."- key: &a !x #" VALUES (1, 'y', '<', '`', '$', '|', '-', 'n'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names"""."123" VALUES (1, '1e5', '-1'), (2, NULL, NULL);
INSERT INTO "Odd ""Names"""."Größe 日本 😀" VALUES (1, 'ä', '日', '😀', 'ש'), (2, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names""".U&"e\0301 \FEFF" VALUES
    (1, 'decomposed', 'dotted', 'dotless', 'I', 'i', 'nbsp', 'zero', 'bom', 'ls', 'nel', 'rtl'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Names""".U&"\00E9 \FEFF" VALUES (1);
INSERT INTO "Odd ""Names""".U&"\001B[31mred\0007" VALUES (1, E'\u007F', E'\b', E'\u000B\f'), (2, NULL, NULL, NULL);
INSERT INTO "Odd ""Names""".tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 VALUES (1, 'c', 'é'), (2, NULL, NULL);
INSERT INTO "Odd ""Names""".tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt2 VALUES (1, 2), (2, NULL), (3, 1);
INSERT INTO "Odd ""Names"""."日日日日日日日日日日日日日日日日日日日日日" (n) VALUES (10), (20);
INSERT INTO sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss.ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt DEFAULT VALUES;
INSERT INTO sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss.ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt DEFAULT VALUES;
INSERT INTO "Odd ""Names""".twin VALUES (1, 'one'), (2, 'two');
INSERT INTO "select.from".twin VALUES ('b', 2, 'x'), ('B', NULL, NULL), ('a"', 1, '');
INSERT INTO "select.from"."a.b" VALUES (1, 'x'), (2, NULL);
INSERT INTO "select.from"."select.from" VALUES (1), (2);
INSERT INTO U&"sch\000Ae\0009m\\a %s it's Größe 日本"."\" VALUES (1, 'a"', 2), (2, NULL, NULL), (3, 'B', 1);
INSERT INTO "Odd ""Names"""."types" ("enu""m", "do.main", "com,posite", "a[]", "coll") VALUES
    ('label "q"', 'x', '(1,"a "" b")', ARRAY['back\slash', 'label "q"', '{}', NULL]::"Odd ""Names"""."Ty""pe \ %"[], 'ä'),
    (E'new\nline', NULL, NULL, NULL, NULL), ('it''s', '', '(,)', '{}', '');
WITH a AS (INSERT INTO "Odd ""Names"""."cy""cle A" VALUES (1, 2), (2, 1)),
     b AS (INSERT INTO "select.from"."cy'cle.B" VALUES (1, 1), (2, 2))
SELECT 1;
INSERT INTO "Odd ""Names"""."par.titioned" VALUES ('a"', 'x'), (E'new\nline', NULL), ('elsewhere', 'default'), ('"', '');
INSERT INTO "Odd ""Names"""."trig""gered" VALUES (1, 'one'), (2, 'two'), (-3, NULL);
SELECT setval('"Odd ""Names"""."s.e.q ? %s $1 :x {} ''"', 100);
