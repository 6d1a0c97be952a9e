CREATE SCHEMA from15;

-- only key: unique constraint NULLS NOT DISTINCT
CREATE TABLE from15.nulls_not_distinct (code text, n integer, note text, UNIQUE NULLS NOT DISTINCT (code, n));
-- only key: unique index NULLS NOT DISTINCT
CREATE TABLE from15.index_not_distinct (code text, note text);
CREATE UNIQUE INDEX index_not_distinct_code ON from15.index_not_distinct (code) NULLS NOT DISTINCT;
-- unique constraint NULLS NOT DISTINCT beside a primary key, deferrable
CREATE TABLE from15.deferrable_not_distinct (
    id integer PRIMARY KEY, rank integer, UNIQUE NULLS NOT DISTINCT (rank) DEFERRABLE INITIALLY DEFERRED);
-- partial unique index on an expression, NULLS NOT DISTINCT
CREATE TABLE from15.partial_not_distinct (id integer PRIMARY KEY, parent integer, name text);
CREATE UNIQUE INDEX partial_not_distinct_name ON from15.partial_not_distinct (parent, lower(name)) NULLS NOT DISTINCT WHERE id > 0;
-- one with and one without NULLS NOT DISTINCT on the same kind of columns
CREATE TABLE from15.both_kinds (a integer UNIQUE, b integer UNIQUE NULLS NOT DISTINCT);
-- natural key with a nullable reference: roots are unique by name too
CREATE TABLE from15.natural_tree (
    id serial PRIMARY KEY, parent_id integer REFERENCES from15.natural_tree, name text NOT NULL,
    UNIQUE NULLS NOT DISTINCT (parent_id, name));
-- referenced by a unique key that is NULLS NOT DISTINCT
CREATE TABLE from15.referenced (id integer PRIMARY KEY, code text UNIQUE NULLS NOT DISTINCT);
-- foreign key to that key
CREATE TABLE from15.referencing (id integer PRIMARY KEY, code text REFERENCES from15.referenced (code));
-- partitioned table with a unique key NULLS NOT DISTINCT
CREATE TABLE from15.partitioned (kind text, n integer, UNIQUE NULLS NOT DISTINCT (kind, n)) PARTITION BY LIST (kind);
CREATE TABLE from15.partitioned_a PARTITION OF from15.partitioned FOR VALUES IN ('a', NULL);
CREATE TABLE from15.partitioned_rest PARTITION OF from15.partitioned DEFAULT;

-- parent with a composite key
CREATE TABLE from15.parents (tenant integer, id integer, PRIMARY KEY (tenant, id));
-- ON DELETE SET NULL for one of two columns
CREATE TABLE from15.partly_nulled (
    id integer PRIMARY KEY, tenant integer NOT NULL, parent_id integer,
    FOREIGN KEY (tenant, parent_id) REFERENCES from15.parents ON DELETE SET NULL (parent_id));
-- ON DELETE SET DEFAULT for one of two columns
CREATE TABLE from15.partly_defaulted (
    id integer PRIMARY KEY, tenant integer NOT NULL, parent_id integer DEFAULT 1,
    FOREIGN KEY (tenant, parent_id) REFERENCES from15.parents ON DELETE SET DEFAULT (parent_id));

-- numeric with negative scale and with a scale above its precision
CREATE TABLE from15.scales (id integer PRIMARY KEY, hundreds numeric(3, -2), tiny numeric(2, 5));
-- "char" with a byte that is no ASCII
CREATE TABLE from15.high_char (id integer PRIMARY KEY, c "char");
CREATE UNLOGGED SEQUENCE from15.unlogged_numbers;
-- unlogged sequence of a logged table
CREATE TABLE from15.uses_unlogged (id integer PRIMARY KEY DEFAULT nextval('from15.unlogged_numbers'), t text);
-- unlogged table whose identity sequence is logged
CREATE UNLOGGED TABLE from15.unlogged (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text);
ALTER SEQUENCE from15.unlogged_id_seq SET LOGGED;
-- view that checks the rights of its reader
CREATE VIEW from15.invoker_view WITH (security_invoker = true) AS SELECT id FROM from15.unlogged;

-- data

INSERT INTO from15.nulls_not_distinct VALUES (NULL, NULL, 'x'), ('a', NULL, 'x'), (NULL, 1, 'x'), ('a', 1, NULL), ('', NULL, '');
INSERT INTO from15.index_not_distinct VALUES (NULL, 'x'), ('', 'x'), ('NULL', NULL);
INSERT INTO from15.deferrable_not_distinct VALUES (1, 2), (2, 1), (3, NULL);
INSERT INTO from15.partial_not_distinct VALUES (1, NULL, NULL), (2, NULL, 'A'), (3, 1, NULL), (-1, NULL, 'a'), (-2, NULL, 'a');
INSERT INTO from15.both_kinds VALUES (NULL, 1), (NULL, 2), (1, NULL);
INSERT INTO from15.natural_tree (parent_id, name) VALUES (3, 'a'), (NULL, 'b'), (NULL, 'a'), (3, 'b'), (1, 'a');
INSERT INTO from15.referenced VALUES (1, 'a'), (2, NULL), (3, 'B');
INSERT INTO from15.referencing VALUES (1, 'B'), (2, NULL), (3, NULL), (4, 'a');
INSERT INTO from15.partitioned VALUES (NULL, NULL), (NULL, 1), ('a', NULL), ('z', NULL), ('z', 1);
INSERT INTO from15.parents VALUES (1, 1), (1, 2), (2, 1);
INSERT INTO from15.partly_nulled VALUES (1, 1, 2), (2, 2, NULL), (3, 99, NULL);
INSERT INTO from15.partly_defaulted VALUES (1, 1, 2), (2, 2, DEFAULT), (3, 99, NULL);
INSERT INTO from15.scales VALUES (1, 1234, 0.00012), (2, -99900, -0.00099), (3, 0, 0), (4, NULL, NULL), (5, 49, 'NaN');
INSERT INTO from15.high_char VALUES (1, '\377'), (2, '\200'), (3, '\000'), (4, '\101');
INSERT INTO from15.uses_unlogged (t) VALUES ('a'), ('b');
INSERT INTO from15.unlogged (t) VALUES ('a'), ('b');
