CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;

CREATE SCHEMA from18;

-- virtual generated columns first, in the middle and last, beside a stored one
CREATE TABLE from18.virtual_columns (
    twice integer GENERATED ALWAYS AS (n * 2) VIRTUAL,
    id integer PRIMARY KEY,
    full_name text GENERATED ALWAYS AS (first_name || ' ' || last_name),
    n integer, first_name text, last_name text,
    stored integer GENERATED ALWAYS AS (n + 1) STORED,
    upper_name text GENERATED ALWAYS AS (upper(last_name)) VIRTUAL);
-- nothing but a virtual column
CREATE TABLE from18.only_virtual (answer integer GENERATED ALWAYS AS (42) VIRTUAL);
-- a virtual and a stored column, nothing else
CREATE TABLE from18.virtual_and_stored (
    v text GENERATED ALWAYS AS ('v') VIRTUAL, s text GENERATED ALWAYS AS ('s') STORED);
-- no key, virtual column, duplicates
CREATE TABLE from18.virtual_keyless (t text, len integer GENERATED ALWAYS AS (length(t)) VIRTUAL);
-- check and NOT NULL on a virtual column
CREATE TABLE from18.virtual_checked (
    id integer PRIMARY KEY, n integer, half integer GENERATED ALWAYS AS (n / 2) VIRTUAL NOT NULL CHECK (half < 100));
-- virtual columns in a partitioned table, another expression in one partition
CREATE TABLE from18.virtual_partitioned (
    id integer PRIMARY KEY, v integer GENERATED ALWAYS AS (id * 10) VIRTUAL) PARTITION BY RANGE (id);
CREATE TABLE from18.virtual_partitioned_low PARTITION OF from18.virtual_partitioned FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE from18.virtual_partitioned_high PARTITION OF from18.virtual_partitioned (
    v GENERATED ALWAYS AS (id * 100)) FOR VALUES FROM (10) TO (MAXVALUE);
-- virtual columns with inheritance
CREATE TABLE from18.virtual_parent (id integer, v integer GENERATED ALWAYS AS (id + 1) VIRTUAL);
-- child with another expression
CREATE TABLE from18.virtual_child (
    v integer GENERATED ALWAYS AS (id + 2) VIRTUAL, t text) INHERITS (from18.virtual_parent);

-- parent of the foreign keys that are not enforced
CREATE TABLE from18.parents (id integer PRIMARY KEY, name text);
-- NOT ENFORCED foreign key, its rows are fine
CREATE TABLE from18.not_enforced (
    id integer PRIMARY KEY, parent_id integer REFERENCES from18.parents NOT ENFORCED);
-- enforced and NOT ENFORCED foreign key on the same column
CREATE TABLE from18.twice_declared (
    id integer PRIMARY KEY, parent_id integer REFERENCES from18.parents,
    FOREIGN KEY (parent_id) REFERENCES from18.parents NOT ENFORCED);
-- cycle that is one only because of a NOT ENFORCED foreign key
CREATE TABLE from18.loose_cycle_a (id integer PRIMARY KEY, b_id integer NOT NULL);
-- other side of that cycle, enforced
CREATE TABLE from18.loose_cycle_b (id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES from18.loose_cycle_a);
ALTER TABLE from18.loose_cycle_a ADD FOREIGN KEY (b_id) REFERENCES from18.loose_cycle_b NOT ENFORCED;
-- NOT ENFORCED check that a row breaks, as it may
CREATE TABLE from18.unchecked (id integer PRIMARY KEY, n integer CHECK (n > 0) NOT ENFORCED);
-- NOT NULL with a name, NO INHERIT, and NOT VALID
CREATE TABLE from18.not_nulls (
    id integer CONSTRAINT "id is there" NOT NULL, a integer NOT NULL NO INHERIT, b integer);
ALTER TABLE from18.not_nulls ADD CONSTRAINT b_there NOT NULL b NOT VALID;

-- temporal key over a range type of its own, without an extension
CREATE TABLE from18.temporal_ranges (span int4range, valid daterange, PRIMARY KEY (span, valid WITHOUT OVERLAPS));
-- temporal key, integer and period
CREATE TABLE from18.temporal (
    id integer, valid daterange, name text, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
-- temporal foreign key: one row is covered by several rows of the parent together
CREATE TABLE from18.temporal_child (
    id integer PRIMARY KEY, temporal_id integer, during daterange,
    FOREIGN KEY (temporal_id, PERIOD during) REFERENCES from18.temporal (id, PERIOD valid));
-- temporal unique key over a multirange, NULLs allowed
CREATE TABLE from18.temporal_unique (id integer, valid datemultirange, UNIQUE (id, valid WITHOUT OVERLAPS));

-- from 17: identity in a partitioned table
CREATE TABLE from18.identity_partitioned (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text) PARTITION BY RANGE (id);
CREATE TABLE from18.identity_partitioned_low PARTITION OF from18.identity_partitioned FOR VALUES FROM (MINVALUE) TO (3);
CREATE TABLE from18.identity_partitioned_high PARTITION OF from18.identity_partitioned DEFAULT;
-- from 17: exclusion constraint on a partitioned table
CREATE TABLE from18.exclusion_partitioned (
    room integer, during int4range, EXCLUDE USING gist (room WITH =, during WITH &&)) PARTITION BY LIST (room);
CREATE TABLE from18.exclusion_partitioned_1 PARTITION OF from18.exclusion_partitioned FOR VALUES IN (1);
CREATE TABLE from18.exclusion_partitioned_rest PARTITION OF from18.exclusion_partitioned DEFAULT;
-- from 17: infinite intervals, as a key too
CREATE TABLE from18.infinite_intervals (v interval PRIMARY KEY, t text);
CREATE COLLATION from18.b_before_a (provider = icu, locale = 'und', rules = '&b < a');
-- from 17 and 18: collations of the builtin provider, as keys; from 16: a collation with rules
CREATE TABLE from18.builtin_collations (
    id text COLLATE pg_c_utf8 PRIMARY KEY, u text COLLATE pg_unicode_fast UNIQUE, r text COLLATE from18.b_before_a UNIQUE);
CREATE COLLATION from18.ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
-- from 18: foreign key between columns of one nondeterministic collation
CREATE TABLE from18.ignoring_case (
    id text COLLATE from18.ignore_case PRIMARY KEY, next text COLLATE from18.ignore_case REFERENCES from18.ignoring_case);
-- from 18: uuidv7 as default
CREATE TABLE from18.uuid7 (id uuid DEFAULT uuidv7() PRIMARY KEY, t text);

-- data

INSERT INTO from18.virtual_columns (id, n, first_name, last_name) VALUES
    (1, 2, 'Ann', 'Lee'), (2, NULL, NULL, 'Ray'), (3, -5, E'tab\there', E'\\.');
INSERT INTO from18.only_virtual DEFAULT VALUES;
INSERT INTO from18.only_virtual DEFAULT VALUES;
INSERT INTO from18.virtual_and_stored DEFAULT VALUES;
INSERT INTO from18.virtual_and_stored DEFAULT VALUES;
INSERT INTO from18.virtual_keyless (t) VALUES ('a'), ('a'), (NULL), ('');
INSERT INTO from18.virtual_checked (id, n) VALUES (1, 7), (2, 199);
INSERT INTO from18.virtual_partitioned (id) VALUES (1), (11), (2);
INSERT INTO from18.virtual_parent (id) VALUES (1), (1), (NULL);
INSERT INTO from18.virtual_child (id, t) VALUES (1, 'x'), (2, NULL);
INSERT INTO from18.parents VALUES (1, 'one'), (2, 'two');
INSERT INTO from18.not_enforced VALUES (1, 2), (2, NULL), (3, 1);
INSERT INTO from18.twice_declared VALUES (1, 2), (2, NULL);
INSERT INTO from18.loose_cycle_a VALUES (1, 20), (2, 10);
INSERT INTO from18.loose_cycle_b VALUES (10, 1), (20, 2);
INSERT INTO from18.unchecked VALUES (1, 5), (2, -5), (3, NULL);
INSERT INTO from18.not_nulls VALUES (1, 2, 3), (1, 2, 3);
INSERT INTO from18.temporal_ranges VALUES
    ('[1,5)', '[2024-01-01,2024-02-01)'), ('[1,5)', '[2024-02-01,)'), ('[2,3)', '[2024-01-01,2024-02-01)');
INSERT INTO from18.temporal VALUES
    (1, '[2024-01-01,2024-03-01)', 'first'), (1, '[2024-03-01,2024-06-01)', 'second'), (1, '[2024-06-01,)', 'third'), (2, '(,)', NULL);
INSERT INTO from18.temporal_child VALUES
    (1, 1, '[2024-02-01,2024-07-01)'), (2, 1, '[2024-04-01,2024-05-01)'), (3, 2, '[1999-01-01,2030-01-01)'), (4, NULL, NULL), (5, NULL, '[2024-01-01,)');
INSERT INTO from18.temporal_unique VALUES
    (1, '{[2024-01-01,2024-02-01),[2024-03-01,2024-04-01)}'), (1, '{[2024-02-01,2024-03-01)}'), (NULL, '{[2024-01-01,)}'), (NULL, '{[2024-01-01,)}'), (2, NULL), (2, NULL);
INSERT INTO from18.identity_partitioned (t) VALUES ('a'), ('b'), ('c'), (NULL);
INSERT INTO from18.exclusion_partitioned VALUES (1, '[1,5)'), (1, '[5,9)'), (2, '[1,5)'), (NULL, '[1,5)'), (NULL, '[1,5)');
INSERT INTO from18.infinite_intervals VALUES ('infinity', 'x'), ('-infinity', 'x'), ('1 day', 'x');
INSERT INTO from18.builtin_collations VALUES ('a', 'a', 'a'), ('B', 'B', 'b'), ('ä', 'Ä', 'c'), ('_', '_', 'B');
INSERT INTO from18.ignoring_case VALUES ('Ann', 'BOB'), ('bob', 'ann'), ('É', 'é'), ('z', NULL);
INSERT INTO from18.uuid7 VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', 'a'), ('01890a5d-ac96-774b-bcce-b302099a8056', 'b');
