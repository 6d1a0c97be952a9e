CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;

CREATE SCHEMA refs;

-- cycle of two tables, nullable on both sides
CREATE TABLE refs.nullable_users (id integer PRIMARY KEY, name text NOT NULL, team_id integer);
-- other side of the nullable cycle
CREATE TABLE refs.nullable_teams (id integer PRIMARY KEY, lead_id integer REFERENCES refs.nullable_users);
ALTER TABLE refs.nullable_users ADD FOREIGN KEY (team_id) REFERENCES refs.nullable_teams;

-- cycle of two tables, NOT NULL and not deferrable on both sides
CREATE TABLE refs.strict_users (id integer PRIMARY KEY, instructor_id integer NOT NULL);
-- other side of the strict cycle
CREATE TABLE refs.strict_instructors (
    id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES refs.strict_users);
ALTER TABLE refs.strict_users ADD FOREIGN KEY (instructor_id) REFERENCES refs.strict_instructors;

-- hangs below the strict cycle: loaded after it
CREATE TABLE refs.strict_lessons (
    id integer PRIMARY KEY, instructor_id integer NOT NULL REFERENCES refs.strict_instructors);

-- parent of a cycle: loaded before it
CREATE TABLE refs.deferred_regions (id integer PRIMARY KEY, name text);

-- deferrable cycle: one side INITIALLY DEFERRED, the other INITIALLY IMMEDIATE
CREATE TABLE refs.deferred_orders (
    id integer PRIMARY KEY, main_item integer NOT NULL,
    region_id integer NOT NULL REFERENCES refs.deferred_regions);
-- other side of the deferrable cycle
CREATE TABLE refs.deferred_items (
    id integer PRIMARY KEY,
    order_id integer NOT NULL REFERENCES refs.deferred_orders DEFERRABLE INITIALLY IMMEDIATE);
ALTER TABLE refs.deferred_orders ADD FOREIGN KEY (main_item) REFERENCES refs.deferred_items
    DEFERRABLE INITIALLY DEFERRED;

-- self-reference, parents with higher ids than their children
CREATE TABLE refs.tree (id integer PRIMARY KEY, parent_id integer REFERENCES refs.tree, label text);

-- row that references itself, in a NOT NULL column
CREATE TABLE refs.self_rooted (id integer PRIMARY KEY, root_id integer NOT NULL REFERENCES refs.self_rooted);

-- rows of one table that reference each other in a ring
CREATE TABLE refs.ring (id text PRIMARY KEY, next_id text NOT NULL REFERENCES refs.ring);

-- self-reference by two columns within a tenant
CREATE TABLE refs.tenant_pages (
    tenant integer, page integer, parent_page integer,
    PRIMARY KEY (tenant, page),
    FOREIGN KEY (tenant, parent_page) REFERENCES refs.tenant_pages (tenant, page));

-- cycle through three tables with a self-reference inside it: first of three
CREATE TABLE refs.three_a (id integer PRIMARY KEY, b_id integer NOT NULL);
-- second of three, with the self-reference
CREATE TABLE refs.three_b (
    id integer PRIMARY KEY, c_id integer NOT NULL, previous_id integer REFERENCES refs.three_b);
-- third of three
CREATE TABLE refs.three_c (id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES refs.three_a);
ALTER TABLE refs.three_a ADD FOREIGN KEY (b_id) REFERENCES refs.three_b;
ALTER TABLE refs.three_b ADD FOREIGN KEY (c_id) REFERENCES refs.three_c;

-- two cycles that share one table: the shared one
CREATE TABLE refs.eight_middle (id integer PRIMARY KEY, left_id integer, right_id integer NOT NULL);
-- left loop, nullable
CREATE TABLE refs.eight_left (id integer PRIMARY KEY, middle_id integer REFERENCES refs.eight_middle);
-- right loop, NOT NULL
CREATE TABLE refs.eight_right (id integer PRIMARY KEY, middle_id integer NOT NULL REFERENCES refs.eight_middle);
ALTER TABLE refs.eight_middle ADD FOREIGN KEY (left_id) REFERENCES refs.eight_left;
ALTER TABLE refs.eight_middle ADD FOREIGN KEY (right_id) REFERENCES refs.eight_right;

-- composite key whose column order differs from the order in the table
CREATE TABLE refs.swapped_parents (num integer, name text, tenant integer, PRIMARY KEY (tenant, num));
-- composite foreign key whose column order differs from the key and from the table
CREATE TABLE refs.swapped_children (
    id integer PRIMARY KEY, tenant_ref integer, num_ref integer,
    FOREIGN KEY (num_ref, tenant_ref) REFERENCES refs.swapped_parents (num, tenant));

-- two composite foreign keys that share the tenant column
CREATE TABLE refs.shared_column (
    tenant integer NOT NULL, id integer PRIMARY KEY, first_num integer, second_num integer,
    FOREIGN KEY (tenant, first_num) REFERENCES refs.swapped_parents,
    FOREIGN KEY (tenant, second_num) REFERENCES refs.swapped_parents);

-- parent with three keys: primary, unique constraint, plain unique index
CREATE TABLE refs.many_keys (id integer PRIMARY KEY, code text NOT NULL UNIQUE, slot integer);
CREATE UNIQUE INDEX many_keys_slot ON refs.many_keys (slot);
-- foreign keys to a unique constraint and to a unique index that are not the primary key
CREATE TABLE refs.not_to_primary (
    id integer PRIMARY KEY,
    code text REFERENCES refs.many_keys (code),
    slot integer REFERENCES refs.many_keys (slot));

-- MATCH FULL with all-null rows
CREATE TABLE refs.match_full (
    id integer PRIMARY KEY, tenant integer, num integer,
    FOREIGN KEY (tenant, num) REFERENCES refs.swapped_parents MATCH FULL);

-- MATCH SIMPLE with partial NULLs whose other half points nowhere
CREATE TABLE refs.match_simple (
    id integer PRIMARY KEY, tenant integer, num integer,
    FOREIGN KEY (tenant, num) REFERENCES refs.swapped_parents MATCH SIMPLE);

-- partitioned table as a parent
CREATE TABLE refs.part_events (id integer, day date, title text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE refs.part_events_2023 PARTITION OF refs.part_events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE refs.part_events_rest PARTITION OF refs.part_events DEFAULT;
-- foreign key to a partitioned table
CREATE TABLE refs.part_guests (
    id integer PRIMARY KEY, event_day date, event_id integer,
    FOREIGN KEY (event_id, event_day) REFERENCES refs.part_events);
-- foreign key from a partitioned table to a plain and to another partitioned table
CREATE TABLE refs.part_visits (
    id integer PRIMARY KEY, guest_id integer NOT NULL REFERENCES refs.part_guests,
    event_id integer, event_day date,
    FOREIGN KEY (event_id, event_day) REFERENCES refs.part_events) PARTITION BY HASH (id);
CREATE TABLE refs.part_visits_0 PARTITION OF refs.part_visits FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE refs.part_visits_1 PARTITION OF refs.part_visits FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- partitioned table that references itself
CREATE TABLE refs.part_tree (
    id integer PRIMARY KEY, parent_id integer REFERENCES refs.part_tree) PARTITION BY RANGE (id);
CREATE TABLE refs.part_tree_low PARTITION OF refs.part_tree FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE refs.part_tree_high PARTITION OF refs.part_tree FOR VALUES FROM (10) TO (MAXVALUE);
-- partitioned table in a NOT NULL cycle with a plain one
CREATE TABLE refs.part_cycle (id integer PRIMARY KEY, plain_id integer NOT NULL) PARTITION BY LIST (id);
CREATE TABLE refs.part_cycle_1 PARTITION OF refs.part_cycle FOR VALUES IN (1);
CREATE TABLE refs.part_cycle_rest PARTITION OF refs.part_cycle DEFAULT;
-- the plain table of that cycle
CREATE TABLE refs.plain_cycle (id integer PRIMARY KEY, part_id integer NOT NULL REFERENCES refs.part_cycle);
ALTER TABLE refs.part_cycle ADD FOREIGN KEY (plain_id) REFERENCES refs.plain_cycle;

-- parent for the delete actions
CREATE TABLE refs.acting_parents (id integer PRIMARY KEY, name text);
-- ON DELETE RESTRICT, ON UPDATE RESTRICT
CREATE TABLE refs.act_restrict (
    id integer PRIMARY KEY, parent_id integer NOT NULL
        REFERENCES refs.acting_parents ON DELETE RESTRICT ON UPDATE RESTRICT);
-- ON DELETE CASCADE, ON UPDATE CASCADE
CREATE TABLE refs.act_cascade (
    id integer PRIMARY KEY, parent_id integer NOT NULL
        REFERENCES refs.acting_parents ON DELETE CASCADE ON UPDATE CASCADE);
-- ON DELETE SET NULL
CREATE TABLE refs.act_set_null (
    id integer PRIMARY KEY, parent_id integer REFERENCES refs.acting_parents ON DELETE SET NULL);
-- ON DELETE SET DEFAULT
CREATE TABLE refs.act_set_default (
    id integer PRIMARY KEY, parent_id integer DEFAULT 1 REFERENCES refs.acting_parents ON DELETE SET DEFAULT);
-- cascade of a cascade
CREATE TABLE refs.act_second_level (
    id integer PRIMARY KEY, cascade_id integer REFERENCES refs.act_cascade ON DELETE CASCADE);
-- cycle with RESTRICT on both sides: can only be deleted in one statement
CREATE TABLE refs.restrict_a (id integer PRIMARY KEY, b_id integer NOT NULL);
-- other side of the RESTRICT cycle
CREATE TABLE refs.restrict_b (
    id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES refs.restrict_a ON DELETE RESTRICT);
ALTER TABLE refs.restrict_a ADD FOREIGN KEY (b_id) REFERENCES refs.restrict_b ON DELETE RESTRICT;
-- self-reference that cascades
CREATE TABLE refs.cascade_tree (
    id integer PRIMARY KEY, parent_id integer REFERENCES refs.cascade_tree ON DELETE CASCADE);

-- text key with collation C
CREATE TABLE refs.collated_parents (code text COLLATE "C" PRIMARY KEY);
-- reference to it from a column of another collation
CREATE TABLE refs.collated_children (
    id integer PRIMARY KEY, code text COLLATE "en-US-x-icu" REFERENCES refs.collated_parents);

-- numeric key: 1.0 and 1.00 are equal values with different texts
CREATE TABLE refs.numeric_parents (version numeric PRIMARY KEY);
-- reference by equal value with another text, and from other types
CREATE TABLE refs.numeric_children (
    id integer PRIMARY KEY,
    version numeric REFERENCES refs.numeric_parents,
    small smallint REFERENCES refs.numeric_parents,
    big bigint REFERENCES refs.numeric_parents);

-- bigint key referenced from smallint and integer columns
CREATE TABLE refs.big_parents (id bigint PRIMARY KEY);
-- narrower reference columns
CREATE TABLE refs.narrow_children (
    id integer PRIMARY KEY, s smallint REFERENCES refs.big_parents, i integer REFERENCES refs.big_parents);

-- citext key
CREATE TABLE refs.citext_parents (email public.citext PRIMARY KEY);
-- reference in another case
CREATE TABLE refs.citext_children (id integer PRIMARY KEY, email public.citext REFERENCES refs.citext_parents);

-- char(n) key, padded
CREATE TABLE refs.padded_parents (code char(6) PRIMARY KEY);
-- reference from a char(n) of another width
CREATE TABLE refs.padded_children (id integer PRIMARY KEY, code char(3) REFERENCES refs.padded_parents);

-- one-to-one subtype, root
CREATE TABLE refs.things (id integer PRIMARY KEY, kind text NOT NULL);
-- primary key that is itself a reference
CREATE TABLE refs.vehicles (id integer PRIMARY KEY REFERENCES refs.things, wheels integer);
-- primary key that is a reference, second level
CREATE TABLE refs.trucks (id integer PRIMARY KEY REFERENCES refs.vehicles, load numeric(6, 2));

-- several references to one table, one of them declared twice
CREATE TABLE refs.many_times (
    id integer PRIMARY KEY,
    created_by integer NOT NULL REFERENCES refs.things,
    updated_by integer REFERENCES refs.things,
    CONSTRAINT many_times_again FOREIGN KEY (created_by) REFERENCES refs.things);

-- foreign key from a stored generated column
CREATE TABLE refs.generated_child (
    id integer PRIMARY KEY, twice integer NOT NULL,
    thing_id integer GENERATED ALWAYS AS (twice / 2) STORED REFERENCES refs.things);

-- unique key on a stored generated column
CREATE TABLE refs.generated_parent (
    id integer PRIMARY KEY, code text, slug text GENERATED ALWAYS AS (lower(code)) STORED UNIQUE);
-- foreign key to a stored generated column
CREATE TABLE refs.to_generated (id integer PRIMARY KEY, slug text REFERENCES refs.generated_parent (slug));

-- no primary key, but a reference
CREATE TABLE refs.keyless_child (thing_id integer REFERENCES refs.things, note text);

-- NOT VALID foreign key whose rows are all fine
CREATE TABLE refs.not_valid_but_fine (id integer PRIMARY KEY, thing_id integer);
ALTER TABLE refs.not_valid_but_fine ADD FOREIGN KEY (thing_id) REFERENCES refs.things NOT VALID;

-- last by name, first by reference
CREATE TABLE refs.zz_root (id integer PRIMARY KEY);
-- between the two
CREATE TABLE refs.mm_middle (id integer PRIMARY KEY, root_id integer REFERENCES refs.zz_root);
-- first by name, last by reference
CREATE TABLE refs.aa_leaf (id integer PRIMARY KEY, middle_id integer REFERENCES refs.mm_middle);

-- data

WITH t AS (INSERT INTO refs.nullable_teams VALUES (1, 12), (2, NULL), (3, 10)),
     u AS (INSERT INTO refs.nullable_users VALUES (10, 'Ann', 1), (11, 'Bob', NULL), (12, 'Cy', 3))
SELECT 1;
WITH u AS (INSERT INTO refs.strict_users VALUES (1, 200), (2, 100), (3, 100)),
     i AS (INSERT INTO refs.strict_instructors VALUES (100, 1), (200, 3))
SELECT 1;
INSERT INTO refs.strict_lessons VALUES (1, 100), (2, 200), (3, 200);
INSERT INTO refs.deferred_regions VALUES (1, 'North'), (2, 'South');
WITH o AS (INSERT INTO refs.deferred_orders VALUES (1, 11, 2), (2, 20, 1)),
     i AS (INSERT INTO refs.deferred_items VALUES (10, 1), (11, 1), (20, 2))
SELECT 1;
INSERT INTO refs.tree VALUES
    (1, 9, 'leaf'), (2, 7, 'leaf'), (7, 9, 'middle'), (8, NULL, 'root'), (9, 8, 'below root'),
    (-3, 1, 'negative'), (5, NULL, 'lonely'), (2147483647, 2, 'highest');
INSERT INTO refs.self_rooted VALUES (4, 5), (1, 1), (5, 5), (2, 1);
INSERT INTO refs.ring VALUES ('a', 'b'), ('c', 'a'), ('b', 'c'), ('self', 'self');
INSERT INTO refs.tenant_pages VALUES (1, 1, 3), (1, 3, NULL), (2, 1, NULL), (2, 3, 1), (2, 4, 4);
WITH a AS (INSERT INTO refs.three_a VALUES (1, 10), (2, 20)),
     b AS (INSERT INTO refs.three_b VALUES (10, 200, 20), (20, 100, 30), (30, 200, NULL)),
     c AS (INSERT INTO refs.three_c VALUES (100, 1), (200, 2))
SELECT 1;
WITH m AS (INSERT INTO refs.eight_middle VALUES (1, 10, 21), (2, NULL, 20)),
     l AS (INSERT INTO refs.eight_left VALUES (10, 2), (11, NULL)),
     r AS (INSERT INTO refs.eight_right VALUES (20, 1), (21, 2))
SELECT 1;
INSERT INTO refs.swapped_parents VALUES (1, 'one of 7', 7), (7, 'seven of 1', 1), (2, 'two of 7', 7);
INSERT INTO refs.swapped_children VALUES (1, 7, 1), (2, 1, 7), (3, NULL, NULL), (4, 7, 2);
INSERT INTO refs.shared_column VALUES (7, 1, 1, 2), (7, 2, 2, NULL), (1, 3, NULL, 7), (99, 4, NULL, NULL);
INSERT INTO refs.many_keys VALUES (1, 'x', 10), (2, 'Y', NULL), (3, 'z', NULL), (4, '', 0);
INSERT INTO refs.not_to_primary VALUES (1, 'Y', 10), (2, NULL, 0), (3, '', NULL);
INSERT INTO refs.match_full VALUES (1, 7, 1), (2, NULL, NULL), (3, NULL, NULL);
INSERT INTO refs.match_simple VALUES (1, 7, 1), (2, 4711, NULL), (3, NULL, 4711), (4, NULL, NULL);
INSERT INTO refs.part_events VALUES
    (1, '2023-05-01', 'in a partition'), (1, '2025-05-01', 'same id, default partition'), (2, '2023-12-31', NULL);
INSERT INTO refs.part_guests VALUES (1, '2025-05-01', 1), (2, '2023-05-01', 1), (3, NULL, NULL), (4, NULL, 999);
INSERT INTO refs.part_visits VALUES
    (1, 3, 1, '2023-05-01'), (2, 3, 2, '2023-12-31'), (3, 1, NULL, NULL), (4, 2, NULL, '1999-01-01');
INSERT INTO refs.part_tree VALUES (1, 20), (20, 2), (2, NULL), (10, 10);
WITH p AS (INSERT INTO refs.part_cycle VALUES (1, 2), (2, 1)),
     q AS (INSERT INTO refs.plain_cycle VALUES (1, 1), (2, 2))
SELECT 1;
INSERT INTO refs.acting_parents VALUES (1, 'default'), (2, 'restricted'), (3, 'cascading'), (4, 'nulling');
INSERT INTO refs.act_restrict VALUES (1, 2), (2, 2);
INSERT INTO refs.act_cascade VALUES (1, 3), (2, 3), (3, 2);
INSERT INTO refs.act_set_null VALUES (1, 4), (2, NULL);
INSERT INTO refs.act_set_default VALUES (1, 4), (2, DEFAULT), (3, NULL);
INSERT INTO refs.act_second_level VALUES (1, 1), (2, 3), (3, NULL);
WITH a AS (INSERT INTO refs.restrict_a VALUES (1, 2), (2, 1)),
     b AS (INSERT INTO refs.restrict_b VALUES (1, 1), (2, 2))
SELECT 1;
INSERT INTO refs.cascade_tree VALUES (1, 3), (3, 2), (2, NULL);
INSERT INTO refs.collated_parents VALUES ('a'), ('B'), ('_a'), ('ä'), ('Z'), ('a b'), ('ab');
INSERT INTO refs.collated_children VALUES (1, 'ä'), (2, 'B'), (3, '_a'), (4, NULL), (5, 'a b');
INSERT INTO refs.numeric_parents VALUES (1.0), (2.50), (3), ('NaN');
INSERT INTO refs.numeric_children VALUES (1, 1.000, 1, 3), (2, 2.5, NULL, 1), (3, 'NaN', 3, NULL), (4, 1, NULL, NULL);
INSERT INTO refs.big_parents VALUES (-32768), (2147483647), (9223372036854775807), (0);
INSERT INTO refs.narrow_children VALUES (1, -32768, 2147483647), (2, 0, NULL);
INSERT INTO refs.citext_parents VALUES ('Ann@Example.com'), ('bob@example.com');
INSERT INTO refs.citext_children VALUES (1, 'ann@example.com'), (2, 'BOB@EXAMPLE.COM'), (3, 'Ann@Example.com');
INSERT INTO refs.padded_parents VALUES ('a'), ('abc'), ('abcdef');
INSERT INTO refs.padded_children VALUES (1, 'a'), (2, 'abc'), (3, NULL);
INSERT INTO refs.things VALUES (1, 'truck'), (2, 'car'), (3, 'stone');
INSERT INTO refs.vehicles VALUES (2, 4), (1, 18);
INSERT INTO refs.trucks VALUES (1, 40.00);
INSERT INTO refs.many_times VALUES (1, 3, NULL), (2, 1, 3), (3, 2, 2);
INSERT INTO refs.generated_child (id, twice) VALUES (1, 2), (2, 7), (3, 4);
INSERT INTO refs.generated_parent (id, code) VALUES (1, 'ABC'), (2, 'Def'), (3, NULL);
INSERT INTO refs.to_generated VALUES (1, 'def'), (2, 'abc'), (3, NULL);
INSERT INTO refs.keyless_child VALUES (1, 'same'), (1, 'same'), (NULL, NULL), (2, '');
INSERT INTO refs.not_valid_but_fine VALUES (1, 1), (2, NULL);
INSERT INTO refs.zz_root VALUES (1);
INSERT INTO refs.mm_middle VALUES (1, 1);
INSERT INTO refs.aa_leaf VALUES (1, 1), (2, NULL);
