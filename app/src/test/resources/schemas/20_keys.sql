CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public;
CREATE EXTENSION IF NOT EXISTS ltree SCHEMA public;

CREATE SCHEMA keys;

-- types the keys below are made of
CREATE COLLATION keys.ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION keys.ignore_accents (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
CREATE DOMAIN keys.positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN keys.slug AS text COLLATE "C" CHECK (VALUE ~ '^[a-z-]+$');
CREATE TYPE keys.size AS ENUM ('small', 'medium', 'large', 'Extra');
CREATE TYPE keys.pair AS (left_part integer, right_part text);

-- no key at all, duplicate rows, rows of only NULLs
CREATE TABLE keys.none (a integer, b text);
-- no key, values that have no equality: json
CREATE TABLE keys.none_json (doc json);
-- no key, values that have no equality: xml
CREATE TABLE keys.none_xml (doc xml, n integer);
-- no key, values that have no equality by hash or sorting: point and other geometry
CREATE TABLE keys.none_point (p point, b box, c circle, y polygon);
-- no primary key, a unique index on NOT NULL columns
CREATE TABLE keys.unique_index (code text NOT NULL, n integer NOT NULL, note text);
CREATE UNIQUE INDEX unique_index_only ON keys.unique_index (code, n);
-- no primary key, a unique constraint that allows NULLs
CREATE TABLE keys.unique_nulls (code text, n integer, UNIQUE (code, n));
-- no primary key, a unique index over a column that allows NULLs
CREATE TABLE keys.unique_index_nulls (code text);
CREATE UNIQUE INDEX unique_index_nulls_code ON keys.unique_index_nulls (code);
-- unique index that is partial: duplicates outside its predicate
CREATE TABLE keys.partial (code text NOT NULL, active boolean NOT NULL);
CREATE UNIQUE INDEX partial_active ON keys.partial (code) WHERE active;
-- unique index on an expression
CREATE TABLE keys.expression (email text NOT NULL, note text);
CREATE UNIQUE INDEX expression_lower ON keys.expression (lower(email));
-- unique index on a column and an expression, and partial, beside a primary key
CREATE TABLE keys.mixed_expression (id integer PRIMARY KEY, kind text, deleted_at timestamptz);
CREATE UNIQUE INDEX mixed_expression_live ON keys.mixed_expression (upper(kind), id) WHERE deleted_at IS NULL;
-- the only key is a deferrable unique constraint
CREATE TABLE keys.deferrable_only (code text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED, n integer);
-- deferrable primary key
CREATE TABLE keys.deferrable_primary (id integer PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, n integer);
-- position per list, deferrable: positions can trade places
CREATE TABLE keys.positions_deferrable (
    id integer PRIMARY KEY, list integer NOT NULL, position integer NOT NULL,
    UNIQUE (list, position) DEFERRABLE INITIALLY IMMEDIATE);
-- position per list, immediate: a plain update that trades places fails
CREATE TABLE keys.positions (
    id integer PRIMARY KEY, list integer NOT NULL, position integer NOT NULL, UNIQUE (list, position));
-- deferrable unique constraint in a table that is part of a cycle
CREATE TABLE keys.cycle_a (
    id integer PRIMARY KEY, b_id integer NOT NULL,
    rank integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
-- partner of that cycle, with a deferrable foreign key
CREATE TABLE keys.cycle_b (
    id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES keys.cycle_a DEFERRABLE INITIALLY IMMEDIATE);
ALTER TABLE keys.cycle_a ADD FOREIGN KEY (b_id) REFERENCES keys.cycle_b;
-- deferrable unique constraint in a table that is referenced by its other key
CREATE TABLE keys.referenced (
    id integer PRIMARY KEY, code text NOT NULL,
    CONSTRAINT referenced_code UNIQUE (code) DEFERRABLE INITIALLY DEFERRED);
-- references the table with the deferrable constraint
CREATE TABLE keys.referencing (id integer PRIMARY KEY, referenced_id integer REFERENCES keys.referenced);
-- referenced by a unique constraint while the primary key is deferrable
CREATE TABLE keys.referenced_aside (id integer PRIMARY KEY DEFERRABLE, code text NOT NULL UNIQUE);
-- references that unique constraint
CREATE TABLE keys.referencing_aside (
    id integer PRIMARY KEY, code text REFERENCES keys.referenced_aside (code));
-- key with included columns, another sort direction and operator class
CREATE TABLE keys.index_options (id integer, code text NOT NULL, note text, PRIMARY KEY (id) INCLUDE (note));
CREATE UNIQUE INDEX index_options_code ON keys.index_options (code text_pattern_ops DESC NULLS LAST, id);
-- exclusion constraint on a range, gist, the only key
CREATE TABLE keys.exclusion (during tsrange NOT NULL, room text, EXCLUDE USING gist (during WITH &&));
-- exclusion constraint that is deferrable and partial, beside a primary key
CREATE TABLE keys.exclusion_deferrable (
    id integer PRIMARY KEY, span int4range, active boolean,
    EXCLUDE USING gist (span WITH &&) WHERE (active) DEFERRABLE INITIALLY DEFERRED);
-- exclusion constraint by equality over a btree and over geometry
CREATE TABLE keys.exclusion_other (
    n integer, area box, EXCLUDE USING btree (n WITH =), EXCLUDE USING gist (area WITH &&));
-- replica identity by an index, without a primary key
CREATE TABLE keys.replica_identity (code text NOT NULL, n integer);
CREATE UNIQUE INDEX replica_identity_code ON keys.replica_identity (code);
ALTER TABLE keys.replica_identity REPLICA IDENTITY USING INDEX replica_identity_code;
-- replica identity FULL, no key
CREATE TABLE keys.replica_full (n integer, t text);
ALTER TABLE keys.replica_full REPLICA IDENTITY FULL;

-- natural key of users: email
CREATE TABLE keys.users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, name text);
-- natural key of groups: slug within an owner (contains a reference)
CREATE TABLE keys.groups (
    id serial PRIMARY KEY, owner_id integer NOT NULL REFERENCES keys.users, slug text NOT NULL,
    UNIQUE (owner_id, slug));
-- membership: the primary key is two references
CREATE TABLE keys.memberships (
    user_id integer REFERENCES keys.users, group_id integer REFERENCES keys.groups, role text DEFAULT 'member',
    PRIMARY KEY (group_id, user_id));
-- natural key reached through two levels of parents, and a composite reference to the membership
CREATE TABLE keys.badges (
    id serial PRIMARY KEY, group_id integer NOT NULL, user_id integer NOT NULL, kind text NOT NULL,
    UNIQUE (kind, user_id, group_id),
    FOREIGN KEY (group_id, user_id) REFERENCES keys.memberships);
-- natural key inside a cycle
CREATE TABLE keys.natural_cycle (
    id integer PRIMARY KEY, parent_id integer REFERENCES keys.natural_cycle, name text NOT NULL,
    UNIQUE (parent_id, name));

-- primary key that is the whole row
CREATE TABLE keys.key_only (a integer, b text, PRIMARY KEY (b, a));
-- composite key of several types
CREATE TABLE keys.composite (day date, code text, n smallint, value text, PRIMARY KEY (code, n, day));
-- primary key on an identity column
CREATE TABLE keys.identity_key (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text);
-- primary key on a stored generated column
CREATE TABLE keys.generated_key (raw text NOT NULL, slug text GENERATED ALWAYS AS (lower(raw)) STORED PRIMARY KEY);
-- key of smallint, with negative values
CREATE TABLE keys.by_smallint (id smallint PRIMARY KEY, t text);
-- key of integer, with negative values
CREATE TABLE keys.by_integer (id integer PRIMARY KEY, t text);
-- key of bigint, with negative values
CREATE TABLE keys.by_bigint (id bigint PRIMARY KEY, t text);
-- key of numeric, with several scales, NaN and infinities
CREATE TABLE keys.by_numeric (id numeric PRIMARY KEY, t text);
-- key of double precision, with NaN and infinities
CREATE TABLE keys.by_float8 (id double precision PRIMARY KEY, t text);
-- key of real
CREATE TABLE keys.by_float4 (id real PRIMARY KEY, t text);
-- key of text: sorts differently under C and en_US
CREATE TABLE keys.by_text (id text PRIMARY KEY, t text);
-- key of text with an ICU collation that is deterministic
CREATE TABLE keys.by_text_icu (id text COLLATE "sv-x-icu" PRIMARY KEY, t text);
-- key of varchar
CREATE TABLE keys.by_varchar (id varchar(20) PRIMARY KEY, t text);
-- key of char(n), padded
CREATE TABLE keys.by_char (id char(6) PRIMARY KEY, t text);
-- key of name
CREATE TABLE keys.by_name (id name PRIMARY KEY, t text);
-- key of the one-byte type "char"
CREATE TABLE keys.by_single_char (id "char" PRIMARY KEY, t text);
-- key of citext
CREATE TABLE keys.by_citext (id public.citext PRIMARY KEY, t text);
-- key with a nondeterministic collation that ignores case
CREATE TABLE keys.by_ignoring_case (id text COLLATE keys.ignore_case PRIMARY KEY, t text);
-- key with a nondeterministic collation that ignores accents too, composite
CREATE TABLE keys.by_ignoring_accents (id text COLLATE keys.ignore_accents, n integer, PRIMARY KEY (id, n));
-- reference to a key with a nondeterministic collation, in another case
CREATE TABLE keys.to_ignoring_case (
    id integer PRIMARY KEY, ref text COLLATE keys.ignore_case REFERENCES keys.by_ignoring_case);
-- key of uuid
CREATE TABLE keys.by_uuid (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, t text);
-- key of bytea
CREATE TABLE keys.by_bytea (id bytea PRIMARY KEY, t text);
-- key of boolean
CREATE TABLE keys.by_boolean (id boolean PRIMARY KEY, t text);
-- key of enum, labels out of alphabetical order
CREATE TABLE keys.by_enum (id keys.size PRIMARY KEY, t text);
-- key of a domain over integer
CREATE TABLE keys.by_domain_integer (id keys.positive PRIMARY KEY, t text);
-- key of a domain over text with its own collation
CREATE TABLE keys.by_domain_text (id keys.slug PRIMARY KEY, t text);
-- key of inet
CREATE TABLE keys.by_inet (id inet PRIMARY KEY, t text);
-- key of cidr
CREATE TABLE keys.by_cidr (id cidr PRIMARY KEY, t text);
-- key of macaddr
CREATE TABLE keys.by_macaddr (id macaddr PRIMARY KEY, t text);
-- key of timestamptz, with infinities and BC
CREATE TABLE keys.by_timestamptz (id timestamptz PRIMARY KEY, t text);
-- key of timestamp
CREATE TABLE keys.by_timestamp (id timestamp(3) PRIMARY KEY, t text);
-- key of date
CREATE TABLE keys.by_date (id date PRIMARY KEY, t text);
-- key of time and timetz
CREATE TABLE keys.by_time (id time, zoned timetz, PRIMARY KEY (id, zoned));
-- key of interval: equal values with different texts exist, so only one of them is here
CREATE TABLE keys.by_interval (id interval PRIMARY KEY, t text);
-- reference by equal interval with another text
CREATE TABLE keys.to_interval (id integer PRIMARY KEY, ref interval REFERENCES keys.by_interval);
-- key of money
CREATE TABLE keys.by_money (id money PRIMARY KEY, t text);
-- key of bit strings
CREATE TABLE keys.by_bits (id bit varying PRIMARY KEY, t text);
-- key of jsonb
CREATE TABLE keys.by_jsonb (id jsonb PRIMARY KEY, t text);
-- key of arrays
CREATE TABLE keys.by_array (id integer[], names text[], PRIMARY KEY (id, names));
-- key of a composite type
CREATE TABLE keys.by_composite (id keys.pair PRIMARY KEY, t text);
-- key of a range and a multirange
CREATE TABLE keys.by_range (id int4range, many datemultirange, PRIMARY KEY (id, many));
-- key of oid
CREATE TABLE keys.by_oid (id oid PRIMARY KEY, t text);
-- key of pg_lsn
CREATE TABLE keys.by_lsn (id pg_lsn PRIMARY KEY, t text);
-- key of tsvector
CREATE TABLE keys.by_tsvector (id tsvector PRIMARY KEY, t text);
-- key of hstore
CREATE TABLE keys.by_hstore (id public.hstore PRIMARY KEY, t text);
-- key of ltree
CREATE TABLE keys.by_ltree (id public.ltree PRIMARY KEY, t text);
-- key of tid and xid8, system types
CREATE TABLE keys.by_system (id tid, x xid8, PRIMARY KEY (id, x));
-- key of 32 columns, the most there can be
DO $$ BEGIN
    EXECUTE (SELECT format('CREATE TABLE keys.widest (%s, PRIMARY KEY (%s))',
        string_agg(format('k%s integer', i), ', ' ORDER BY i), string_agg(format('k%s', i), ', ' ORDER BY -i))
        FROM generate_series(1, 32) i);
END $$;

-- data

INSERT INTO keys.none VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL), (1, NULL), (NULL, 'x'), (1, 'X'), (-1, '');
INSERT INTO keys.none_json VALUES ('{"a": 1, "a": 2}'), ('{"a": 1, "a": 2}'), ('{"a":1,"a":2}'), (NULL), (NULL), ('null');
INSERT INTO keys.none_xml VALUES ('<a/>', 1), ('<a/>', 1), ('<a></a>', 1), (NULL, NULL), ('text only', 2), ('', 3);
INSERT INTO keys.none_point VALUES
    ('(1,2)', '(1,1),(0,0)', '<(0,0),1>', '((0,0),(1,1),(1,0))'),
    ('(1,2)', '(1,1),(0,0)', '<(0,0),1>', '((0,0),(1,1),(1,0))'),
    ('(1,2)', '(2,0.5),(0,0)', '<(5,5),1>', '((1,1),(1,0),(0,0))'),
    (NULL, NULL, NULL, NULL), (NULL, NULL, NULL, NULL), ('(-0,NaN)', NULL, NULL, NULL);
INSERT INTO keys.unique_index VALUES ('a', 2, 'x'), ('a', 1, NULL), ('B', 1, 'x'), ('', -1, '');
INSERT INTO keys.unique_nulls VALUES (NULL, NULL), (NULL, NULL), ('a', NULL), ('a', NULL), (NULL, 1), ('a', 1);
INSERT INTO keys.unique_index_nulls VALUES (NULL), (NULL), ('a'), ('');
INSERT INTO keys.partial VALUES ('a', true), ('a', false), ('a', false), ('b', true), ('c', false);
INSERT INTO keys.expression VALUES ('Ann@Example.com', 'x'), ('bob@example.com', 'x'), ('', NULL);
INSERT INTO keys.mixed_expression VALUES (1, 'a', NULL), (2, 'A', NULL), (3, 'a', '2024-01-01 00:00:00+00'), (4, NULL, NULL);
INSERT INTO keys.deferrable_only VALUES ('a', 1), ('b', 1), ('', NULL);
INSERT INTO keys.deferrable_primary VALUES (2, 1), (1, 1), (-1, NULL);
INSERT INTO keys.positions_deferrable VALUES (1, 1, 2), (2, 1, 1), (3, 1, 3), (4, 2, 1);
INSERT INTO keys.positions VALUES (1, 1, 2), (2, 1, 1), (3, 1, 3), (4, 2, 1);
WITH a AS (INSERT INTO keys.cycle_a VALUES (1, 10, 2), (2, 20, 1), (3, 10, NULL)),
     b AS (INSERT INTO keys.cycle_b VALUES (10, 2), (20, 3))
SELECT 1;
INSERT INTO keys.referenced VALUES (1, 'b'), (2, 'a');
INSERT INTO keys.referencing VALUES (1, 2), (2, 1), (3, NULL);
INSERT INTO keys.referenced_aside VALUES (1, 'b'), (2, 'a');
INSERT INTO keys.referencing_aside VALUES (1, 'a'), (2, NULL), (3, 'b');
INSERT INTO keys.index_options VALUES (1, 'b', 'x'), (2, 'a', NULL), (3, 'a', '');
INSERT INTO keys.exclusion VALUES
    ('[2024-01-01 10:00,2024-01-01 11:00)', 'a'), ('[2024-01-01 11:00,2024-01-01 12:00)', 'a'),
    ('(,1999-12-31]', NULL), ('empty', 'x'), ('empty', 'x');
INSERT INTO keys.exclusion_deferrable VALUES
    (1, '[1,5)', true), (2, '[5,9]', true), (3, '[1,9)', false), (4, NULL, true), (5, '[2,3)', NULL);
INSERT INTO keys.exclusion_other VALUES (1, '(1,1),(0,0)'), (2, '(3,3),(2,2)'), (NULL, NULL), (NULL, NULL);
INSERT INTO keys.replica_identity VALUES ('b', 1), ('a', 1);
INSERT INTO keys.replica_full VALUES (1, 'a'), (1, 'a'), (NULL, 'b');
INSERT INTO keys.users (email, name) VALUES ('zoe@example.com', 'Zoe'), ('ann@example.com', NULL), ('Bob@example.com', 'Bob');
INSERT INTO keys.groups (owner_id, slug) VALUES (2, 'chess'), (1, 'chess'), (1, 'go');
INSERT INTO keys.memberships VALUES (1, 1, DEFAULT), (1, 2, 'owner'), (2, 1, NULL), (3, 3, 'member');
INSERT INTO keys.badges (group_id, user_id, kind) VALUES (1, 2, 'gold'), (2, 1, 'gold'), (1, 1, 'gold'), (1, 1, 'Silver');
INSERT INTO keys.natural_cycle VALUES (1, NULL, 'root'), (2, 3, 'leaf'), (3, 1, 'leaf'), (4, NULL, 'root');
INSERT INTO keys.key_only VALUES (2, 'a'), (1, 'b'), (1, 'a'), (10, 'a'), (-1, 'a');
INSERT INTO keys.composite VALUES
    ('2024-02-29', 'b', 1, 'x'), ('2024-02-28', 'b', 1, 'x'), ('0044-03-15 BC', 'b', -1, NULL), ('infinity', 'B', 10, '');
INSERT INTO keys.identity_key (t) VALUES ('one'), ('two');
INSERT INTO keys.identity_key OVERRIDING SYSTEM VALUE VALUES (-5, 'minus five');
INSERT INTO keys.generated_key (raw) VALUES ('Abc'), ('DEF'), ('');
INSERT INTO keys.by_smallint VALUES (-32768, 'min'), (32767, 'max'), (0, 'zero'), (-1, NULL), (10, 'ten'), (9, 'nine');
INSERT INTO keys.by_integer VALUES (-2147483648, 'min'), (2147483647, 'max'), (0, 'zero'), (-10, NULL), (-9, 'x'), (10, 'ten'), (9, 'nine');
INSERT INTO keys.by_bigint VALUES (-9223372036854775808, 'min'), (9223372036854775807, 'max'), (0, 'zero'), (-10, NULL), (10, 'ten'), (9, 'nine');
INSERT INTO keys.by_numeric VALUES
    (1.10, 'scale 2'), (1, 'scale 0'), (10.000, 'scale 3'), (9, 'nine'), (-1.5, 'x'), (-10, 'x'), (0.0, 'zero'),
    ('NaN', 'nan'), ('Infinity', 'inf'), ('-Infinity', '-inf'), (1e30, 'huge'), (1e-30, 'tiny');
INSERT INTO keys.by_float8 VALUES
    ('NaN', 'nan'), ('Infinity', 'inf'), ('-Infinity', '-inf'), ('-0', 'minus zero'), (0.1, 'x'), (1e-307, 'x'), (1e22, 'x'), (-2, 'x');
INSERT INTO keys.by_float4 VALUES ('NaN', 'nan'), ('-Infinity', '-inf'), ('-0', 'minus zero'), (0.1, 'x'), (1e-37, 'x'), (-2, 'x');
INSERT INTO keys.by_text VALUES
    ('a', 'x'), ('B', 'x'), ('b', 'x'), ('A', 'x'), ('_a', 'x'), ('-a', 'x'), ('a b', 'x'), ('ab', 'x'), ('a-b', 'x'), ('é', 'one code point'),
    (E'e\u0301', 'two code points'), ('e', 'x'), ('f', 'x'), ('Z', 'x'), ('z', 'x'), ('ß', 'x'), ('ss', 'x'), ('', 'empty'), (' ', 'space'), ('10', 'x'),
    ('9', 'x'), ('-10', 'x'), ('ﬁ', 'before the next by UTF-8, after it by UTF-16'), ('😀', 'surrogates in UTF-16'), (E'\t', 'tab'), (E'\n', 'newline'),
    (E'\\N', 'null marker'), (E'\\.', 'end marker'), (E'\uFEFF', 'byte order mark'), (E'a\n', 'x'), (E'a\u0001', 'x'), ('日本', 'x'), (E'a\\', 'backslash');
INSERT INTO keys.by_text_icu VALUES ('ö', 'last in Swedish'), ('z', 'x'), ('å', 'x'), ('ä', 'x'), ('a', 'x'), ('Z', 'x'), ('o', 'x');
INSERT INTO keys.by_varchar VALUES ('a', 'x'), ('B', 'x'), ('a ', 'trailing space'), ('', 'empty');
INSERT INTO keys.by_char VALUES ('a', 'x'), ('B', 'x'), ('abcdef', 'full'), ('', 'empty'), (' a', 'leading space'), (E'a\t', 'tab is less than space');
INSERT INTO keys.by_name VALUES ('a', 'x'), ('B', 'x'), ('with space', 'x'), ('', 'empty');
INSERT INTO keys.by_single_char VALUES ('a', 'x'), ('B', 'x'), ('', 'zero byte'), (E'\\', 'backslash');
INSERT INTO keys.by_citext VALUES ('B', 'x'), ('a', 'x'), ('_', 'x'), ('É', 'x'), ('ab', 'x'), ('A c', 'x');
INSERT INTO keys.by_ignoring_case VALUES ('B', 'x'), ('a', 'x'), ('_', 'x'), ('É', 'x'), ('e', 'x'), ('Straße', 'x');
INSERT INTO keys.by_ignoring_accents VALUES ('E', 1), ('é', 2), ('f', 1), ('D', 1);
INSERT INTO keys.to_ignoring_case VALUES (1, 'b'), (2, 'A'), (3, 'é'), (4, NULL);
INSERT INTO keys.by_uuid VALUES
    ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'max'), ('00000000-0000-0000-0000-000000000000', 'nil'), ('A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'upper');
INSERT INTO keys.by_bytea VALUES ('\x', 'empty'), ('\x00', 'zero'), ('\xff', 'x'), ('\x5c78', 'looks like hex'), ('\x0a', 'newline'), ('\x6100', 'x');
INSERT INTO keys.by_boolean VALUES (true, 'yes'), (false, 'no');
INSERT INTO keys.by_enum VALUES ('large', 'x'), ('Extra', 'x'), ('small', 'x'), ('medium', 'x');
INSERT INTO keys.by_domain_integer VALUES (10, 'x'), (9, 'x'), (2147483647, 'x');
INSERT INTO keys.by_domain_text VALUES ('b', 'x'), ('a-b', 'x'), ('ab', 'x');
INSERT INTO keys.by_inet VALUES ('10.0.0.1', 'x'), ('10.0.0.1/8', 'x'), ('9.0.0.1', 'x'), ('::1', 'x'), ('::ffff:10.0.0.1', 'x'), ('2001:db8::/32', 'x');
INSERT INTO keys.by_cidr VALUES ('10.0.0.0/8', 'x'), ('10.0.0.0/16', 'x'), ('9.9.9.9/32', 'x'), ('2001:db8::/32', 'x');
INSERT INTO keys.by_macaddr VALUES ('08:00:2b:01:02:03', 'x'), ('ff:ff:ff:ff:ff:ff', 'x'), ('00-00-00-00-00-00', 'x');
INSERT INTO keys.by_timestamptz VALUES
    ('2024-10-27 02:30:00+02', 'before the hour repeats'), ('2024-10-27 02:30:00+01', 'after'), ('infinity', 'x'), ('-infinity', 'x'),
    ('0044-03-15 12:00:00+00 BC', 'x'), ('20000-01-01 00:00:00+00', 'x'), ('2024-01-01 00:00:00.000001+05:45', 'x');
INSERT INTO keys.by_timestamp VALUES ('2024-01-01 00:00:00.5', 'x'), ('2024-01-01', 'x'), ('-infinity', 'x'), ('12024-01-01', 'x');
INSERT INTO keys.by_date VALUES ('2024-01-01', 'x'), ('infinity', 'x'), ('-infinity', 'x'), ('0001-01-01 BC', 'x'), ('20000-01-01', 'x');
INSERT INTO keys.by_time VALUES ('24:00:00', '24:00:00+00'), ('00:00:00', '00:00:00+14'), ('00:00:00', '00:00:00-12');
INSERT INTO keys.by_interval VALUES ('1 mon', 'x'), ('31 days', 'x'), ('-1 day +24:00:01', 'x'), ('00:00:00', 'x');
INSERT INTO keys.to_interval VALUES (1, '30 days'), (2, '720:00:00'), (3, '1 mon'), (4, '1 day -24:00:00');
INSERT INTO keys.by_money VALUES ('10.00', 'x'), ('9.99', 'x'), ('-1234567.89', 'x');
INSERT INTO keys.by_bits VALUES (B'', 'x'), (B'1', 'x'), (B'0', 'x'), (B'10', 'x'), (B'01', 'x');
INSERT INTO keys.by_jsonb VALUES ('{"b": 1, "a": [1, 2.0]}', 'x'), ('null', 'x'), ('"a\tb"', 'x'), ('1.10', 'x'), ('[]', 'x');
INSERT INTO keys.by_array VALUES ('{10}', '{a}'), ('{9}', '{NULL,"NULL","a b",""}'), ('{}', '{}'), ('{NULL}', '{a}'), ('[0:1]={1,2}', '{a}');
INSERT INTO keys.by_composite VALUES ('(10,a)', 'x'), ('(9,"a,b")', 'x'), ('(,)', 'x'), ('(,"")', 'x');
INSERT INTO keys.by_range VALUES ('[1,10)', '{}'), ('empty', '{[2024-01-01,2024-02-01)}'), ('(,)', '{(,)}'), ('[1,9]', '{[2024-01-01,2024-01-02),[2025-01-01,)}');
INSERT INTO keys.by_oid VALUES (4294967295, 'max'), (0, 'zero'), (10, 'x'), (9, 'x');
INSERT INTO keys.by_lsn VALUES ('16/B374D848', 'x'), ('0/0', 'x'), ('FFFFFFFF/FFFFFFFF', 'x');
INSERT INTO keys.by_tsvector VALUES ('''a b'':1A ''c'':2,3', 'x'), ('', 'x'), ('b', 'x');
INSERT INTO keys.by_hstore VALUES ('a=>1, b=>NULL', 'x'), ('', 'x'), ('"a b"=>"NULL"', 'x');
INSERT INTO keys.by_ltree VALUES ('Top.Science', 'x'), ('Top', 'x'), ('', 'x'), ('a.b', 'x');
INSERT INTO keys.by_system VALUES ('(0,1)', '18446744073709551615'), ('(10,2)', '1'), ('(9,2)', '1');
INSERT INTO keys.widest SELECT a, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, b
    FROM (VALUES (1, 2), (2, 1), (-1, 1)) v (a, b);
