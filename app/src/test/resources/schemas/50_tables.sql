CREATE SCHEMA tabs;
CREATE SCHEMA tabs_elsewhere;

-- list partitioned, with NULL in a partition of its own
CREATE TABLE tabs.by_list (id integer NOT NULL, kind text, note text) PARTITION BY LIST (kind);
CREATE TABLE tabs.by_list_ab PARTITION OF tabs.by_list FOR VALUES IN ('a', 'b');
CREATE TABLE tabs.by_list_null PARTITION OF tabs.by_list FOR VALUES IN (NULL);
CREATE TABLE tabs.by_list_rest PARTITION OF tabs.by_list DEFAULT;

-- range sub-partitioned by list, then by hash; default partitions on two levels
CREATE TABLE tabs.by_range (
    id integer, day date NOT NULL, kind text NOT NULL, amount numeric, PRIMARY KEY (id, day, kind)) PARTITION BY RANGE (day);
CREATE TABLE tabs.by_range_2023 PARTITION OF tabs.by_range FOR VALUES FROM ('2023-01-01') TO ('2024-01-01') PARTITION BY LIST (kind);
CREATE TABLE tabs.by_range_2023_a PARTITION OF tabs.by_range_2023 FOR VALUES IN ('a') PARTITION BY HASH (id);
CREATE TABLE tabs.by_range_2023_a_0 PARTITION OF tabs.by_range_2023_a FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE tabs.by_range_2023_a_1 PARTITION OF tabs.by_range_2023_a FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE tabs.by_range_2023_rest PARTITION OF tabs.by_range_2023 DEFAULT;
CREATE TABLE tabs.by_range_old PARTITION OF tabs.by_range FOR VALUES FROM (MINVALUE) TO ('2023-01-01');
CREATE TABLE tabs.by_range_rest PARTITION OF tabs.by_range DEFAULT;

-- hash partitioned, text key, serial shared by all partitions
CREATE TABLE tabs.by_hash (id serial, code text PRIMARY KEY) PARTITION BY HASH (code);
CREATE TABLE tabs.by_hash_0 PARTITION OF tabs.by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE tabs.by_hash_1 PARTITION OF tabs.by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE tabs.by_hash_2 PARTITION OF tabs.by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 2);

-- partitioned by an expression, no key, duplicate rows
CREATE TABLE tabs.by_expression (n integer, t text) PARTITION BY RANGE ((n % 10), lower(t));
CREATE TABLE tabs.by_expression_low PARTITION OF tabs.by_expression FOR VALUES FROM (MINVALUE, MINVALUE) TO (5, 'm');
CREATE TABLE tabs.by_expression_rest PARTITION OF tabs.by_expression DEFAULT;

-- partitioned without any partition
CREATE TABLE tabs.no_partition (id integer PRIMARY KEY) PARTITION BY RANGE (id);

-- parent for foreign keys of partitions
CREATE TABLE tabs.owners (id integer PRIMARY KEY, name text);

-- foreign keys declared on one partition alone, one of them to another table than the rest
CREATE TABLE tabs.partly_referencing (id integer PRIMARY KEY, owner_id integer, range_day date, range_kind text) PARTITION BY RANGE (id);
CREATE TABLE tabs.partly_referencing_low PARTITION OF tabs.partly_referencing FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE tabs.partly_referencing_high PARTITION OF tabs.partly_referencing FOR VALUES FROM (100) TO (MAXVALUE);
ALTER TABLE tabs.partly_referencing_low ADD CONSTRAINT low_owner FOREIGN KEY (owner_id) REFERENCES tabs.owners;
ALTER TABLE tabs.partly_referencing_low ADD CONSTRAINT low_range
    FOREIGN KEY (id, range_day, range_kind) REFERENCES tabs.by_range;

-- foreign key to one partition, not to its root; the partition has a key that the root has not
CREATE TABLE tabs.keyed_partition (id integer NOT NULL, label text) PARTITION BY LIST (id);
CREATE TABLE tabs.keyed_partition_1 PARTITION OF tabs.keyed_partition FOR VALUES IN (1, 2, 3);
CREATE TABLE tabs.keyed_partition_rest PARTITION OF tabs.keyed_partition DEFAULT;
ALTER TABLE tabs.keyed_partition_1 ADD PRIMARY KEY (id);
-- references that partition
CREATE TABLE tabs.to_partition (id integer PRIMARY KEY, ref integer REFERENCES tabs.keyed_partition_1);

-- partitions attached with another column order, dropped columns on either side, in another schema
CREATE TABLE tabs.reordered (id integer, gone text, day date, note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
ALTER TABLE tabs.reordered DROP gone;
-- the partition to attach
CREATE TABLE tabs_elsewhere.reordered_2023 (
    note text, extra integer, day date NOT NULL, id integer NOT NULL, CHECK (id <> 13));
ALTER TABLE tabs_elsewhere.reordered_2023 DROP extra;
ALTER TABLE tabs.reordered ATTACH PARTITION tabs_elsewhere.reordered_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE tabs.reordered_rest PARTITION OF tabs.reordered DEFAULT;

-- partitioned with a stored generated column and other defaults in one partition
CREATE TABLE tabs.generated_partitioned (
    id integer PRIMARY KEY, n integer DEFAULT 1, twice integer GENERATED ALWAYS AS (n * 2) STORED) PARTITION BY RANGE (id);
CREATE TABLE tabs.generated_partitioned_low PARTITION OF tabs.generated_partitioned FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE tabs.generated_partitioned_high PARTITION OF tabs.generated_partitioned (n DEFAULT 5) FOR VALUES FROM (10) TO (MAXVALUE);

-- inheritance: parent with rows of its own
CREATE TABLE tabs.cities (id integer PRIMARY KEY, name text NOT NULL, owner_id integer REFERENCES tabs.owners);
-- child with more columns, rows of its own, ids that the parent has too; inherits no key and no foreign key
CREATE TABLE tabs.capitals (state text, CHECK (state <> '')) INHERITS (tabs.cities);
-- grandchild with a key of its own and its own foreign key
CREATE TABLE tabs.old_capitals (until date, PRIMARY KEY (id), FOREIGN KEY (owner_id) REFERENCES tabs.owners) INHERITS (tabs.capitals);
-- second parent
CREATE TABLE tabs.named (name text, nick text DEFAULT 'none');
-- child of two parents, columns merged, another column order
CREATE TABLE tabs.city_states (area numeric, name text, id integer) INHERITS (tabs.cities, tabs.named);
-- child whose inheritance was declared later, other column order
CREATE TABLE tabs.late_child (nick text, more integer, name text);
ALTER TABLE tabs.late_child INHERIT tabs.named;
-- references the inheritance parent: rows of the children do not count
CREATE TABLE tabs.to_cities (id integer PRIMARY KEY, city_id integer REFERENCES tabs.cities);

-- unlogged
CREATE UNLOGGED TABLE tabs.unlogged (id serial PRIMARY KEY, t text);
CREATE TYPE tabs.row_type AS (id integer, t text);
-- typed table
CREATE TABLE tabs.typed OF tabs.row_type (id WITH OPTIONS PRIMARY KEY, t DEFAULT 'typed');
-- storage options, statistics, comment, column order by clustering
CREATE TABLE tabs.storage (id integer PRIMARY KEY, t text) WITH (fillfactor = 50, autovacuum_enabled = false);
ALTER TABLE tabs.storage CLUSTER ON storage_pkey;
-- empty table
CREATE TABLE tabs.empty (id integer PRIMARY KEY, t text);
-- empty table that references and is referenced
CREATE TABLE tabs.empty_between (id integer PRIMARY KEY, owner_id integer NOT NULL REFERENCES tabs.owners);
-- nullable reference to the empty table
CREATE TABLE tabs.to_empty (id integer PRIMARY KEY, ref integer REFERENCES tabs.empty_between);

-- views, not data: plain, updatable with a trigger, materialized (empty until refreshed)
CREATE VIEW tabs.owner_view AS SELECT id, name FROM tabs.owners;
CREATE MATERIALIZED VIEW tabs.owner_count AS SELECT count(*) AS n FROM tabs.owners;

-- rule: every insert is logged ALSO
CREATE TABLE tabs.ruled (id integer PRIMARY KEY, t text);
-- log filled by the rule
CREATE TABLE tabs.rule_log (at serial PRIMARY KEY, id integer, t text);
CREATE RULE also_log AS ON INSERT TO tabs.ruled DO ALSO INSERT INTO tabs.rule_log (id, t) VALUES (NEW.id, NEW.t);
-- rules: delete and update do nothing
CREATE TABLE tabs.undeletable (id integer PRIMARY KEY, t text);
CREATE RULE no_delete AS ON DELETE TO tabs.undeletable DO INSTEAD NOTHING;
CREATE RULE no_update AS ON UPDATE TO tabs.undeletable DO INSTEAD NOTHING;
-- rules: a conditional one that swallows inserts, one that is disabled, one ALWAYS
CREATE TABLE tabs.rule_modes (id integer PRIMARY KEY, t text);
CREATE RULE swallow_negative AS ON INSERT TO tabs.rule_modes WHERE NEW.id < 0 DO INSTEAD NOTHING;
CREATE RULE disabled_rule AS ON INSERT TO tabs.rule_modes DO INSTEAD NOTHING;
CREATE RULE always_rule AS ON DELETE TO tabs.rule_modes WHERE OLD.id = 1 DO INSTEAD NOTHING;
ALTER TABLE tabs.rule_modes DISABLE RULE disabled_rule;
ALTER TABLE tabs.rule_modes ENABLE ALWAYS RULE always_rule;

-- functions for the triggers below
CREATE FUNCTION tabs.mark() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.t := coalesce(NEW.t, '') || ' ' || TG_NAME; RETURN NEW; END $$;
CREATE FUNCTION tabs.stamp() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.updated_at := now(); NEW.version := OLD.version + 1; RETURN NEW; END $$;
CREATE FUNCTION tabs.audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tabs.audit_log (source, what, row_id) VALUES (TG_TABLE_NAME, TG_OP, coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;
CREATE FUNCTION tabs.audit_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tabs.audit_log (source, what, row_id) SELECT TG_TABLE_NAME, 'statement', count(*) FROM added;
    RETURN NULL;
END $$;
CREATE FUNCTION tabs.count_up() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN UPDATE tabs.counters SET n = n + 1 WHERE id = NEW.counter_id; RETURN NULL; END $$;
CREATE FUNCTION tabs.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% on % is not allowed', TG_OP, TG_TABLE_NAME; END $$;
CREATE FUNCTION tabs.skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION tabs.insert_owner() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO tabs.owners VALUES (NEW.id, NEW.name); RETURN NEW; END $$;
CREATE TRIGGER instead INSTEAD OF INSERT ON tabs.owner_view FOR EACH ROW EXECUTE FUNCTION tabs.insert_owner();

-- filled by audit triggers alone
CREATE TABLE tabs.audit_log (id serial PRIMARY KEY, source text, what text, row_id bigint);
-- trigger that rewrites every row, again and again
CREATE TABLE tabs.rewritten (id integer PRIMARY KEY, t text);
CREATE TRIGGER rewrite BEFORE INSERT OR UPDATE ON tabs.rewritten FOR EACH ROW EXECUTE FUNCTION tabs.mark();
-- trigger that stamps updated_at and a version
CREATE TABLE tabs.stamped (id integer PRIMARY KEY, t text, updated_at timestamptz DEFAULT '2024-01-01 00:00:00+00', version integer DEFAULT 1);
CREATE TRIGGER stamp BEFORE UPDATE ON tabs.stamped FOR EACH ROW EXECUTE FUNCTION tabs.stamp();
-- audit trigger by row and, with a transition table, by statement
CREATE TABLE tabs.audited (id integer PRIMARY KEY, t text);
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON tabs.audited FOR EACH ROW EXECUTE FUNCTION tabs.audit();
CREATE TRIGGER audit_statement AFTER INSERT ON tabs.audited REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tabs.audit_statement();
-- deferred constraint trigger that audits at commit
CREATE TABLE tabs.audited_late (id integer PRIMARY KEY, t text);
CREATE CONSTRAINT TRIGGER audit_late AFTER INSERT OR UPDATE ON tabs.audited_late DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION tabs.audit();
-- counters kept by a trigger on another table
CREATE TABLE tabs.counters (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 0);
-- rows counted by a trigger
CREATE TABLE tabs.counted (id integer PRIMARY KEY, counter_id integer REFERENCES tabs.counters);
CREATE TRIGGER count_up AFTER INSERT ON tabs.counted FOR EACH ROW EXECUTE FUNCTION tabs.count_up();
-- trigger modes: ordinary, ALWAYS, REPLICA, DISABLED; WHEN and UPDATE OF
CREATE TABLE tabs.trigger_modes (id integer PRIMARY KEY, t text);
CREATE TRIGGER m_origin BEFORE INSERT OR UPDATE ON tabs.trigger_modes FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER m_always BEFORE INSERT OR UPDATE ON tabs.trigger_modes FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER m_replica BEFORE INSERT OR UPDATE ON tabs.trigger_modes FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER m_disabled BEFORE INSERT OR UPDATE ON tabs.trigger_modes FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER m_when BEFORE INSERT ON tabs.trigger_modes FOR EACH ROW WHEN (NEW.id > 1) EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER m_update_of BEFORE UPDATE OF id ON tabs.trigger_modes FOR EACH ROW EXECUTE FUNCTION tabs.mark();
ALTER TABLE tabs.trigger_modes ENABLE ALWAYS TRIGGER m_always;
ALTER TABLE tabs.trigger_modes ENABLE REPLICA TRIGGER m_replica;
ALTER TABLE tabs.trigger_modes DISABLE TRIGGER m_disabled;
-- triggers that refuse: deletes, truncates, and (disabled) inserts
CREATE TABLE tabs.guarded (id integer PRIMARY KEY, t text);
CREATE TRIGGER no_delete BEFORE DELETE ON tabs.guarded FOR EACH ROW EXECUTE FUNCTION tabs.refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON tabs.guarded FOR EACH STATEMENT EXECUTE FUNCTION tabs.refuse();
CREATE TRIGGER no_insert BEFORE INSERT ON tabs.guarded FOR EACH STATEMENT EXECUTE FUNCTION tabs.refuse();
ALTER TABLE tabs.guarded DISABLE TRIGGER no_insert;
-- trigger that skips rows on insert; they got their ids by an update
CREATE TABLE tabs.skipping (id integer PRIMARY KEY, t text);
CREATE TRIGGER skip BEFORE INSERT ON tabs.skipping FOR EACH ROW WHEN (NEW.id < 0) EXECUTE FUNCTION tabs.skip();
-- trigger on a table without a key
CREATE TABLE tabs.triggered_keyless (t text);
CREATE TRIGGER keyless BEFORE INSERT ON tabs.triggered_keyless FOR EACH ROW EXECUTE FUNCTION tabs.mark();
-- trigger on both sides of a NOT NULL cycle, and a deferred foreign key
CREATE TABLE tabs.triggered_cycle_a (id integer PRIMARY KEY, b_id integer NOT NULL, t text);
-- other side of that cycle
CREATE TABLE tabs.triggered_cycle_b (
    id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES tabs.triggered_cycle_a DEFERRABLE INITIALLY DEFERRED, t text);
ALTER TABLE tabs.triggered_cycle_a ADD FOREIGN KEY (b_id) REFERENCES tabs.triggered_cycle_b;
CREATE TRIGGER cycle_a BEFORE INSERT ON tabs.triggered_cycle_a FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER cycle_b AFTER INSERT ON tabs.triggered_cycle_b FOR EACH ROW EXECUTE FUNCTION tabs.audit();
-- row trigger on a partitioned table, disabled on one partition; another trigger on a single partition; a statement trigger
CREATE TABLE tabs.triggered_partitioned (id integer PRIMARY KEY, t text) PARTITION BY RANGE (id);
CREATE TABLE tabs.triggered_partitioned_low PARTITION OF tabs.triggered_partitioned FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE tabs.triggered_partitioned_mid PARTITION OF tabs.triggered_partitioned FOR VALUES FROM (10) TO (20);
CREATE TABLE tabs.triggered_partitioned_high PARTITION OF tabs.triggered_partitioned FOR VALUES FROM (20) TO (MAXVALUE);
CREATE TRIGGER p_root BEFORE INSERT OR UPDATE ON tabs.triggered_partitioned FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER p_audit AFTER INSERT ON tabs.triggered_partitioned FOR EACH ROW EXECUTE FUNCTION tabs.audit();
CREATE TRIGGER p_statement AFTER INSERT ON tabs.triggered_partitioned REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tabs.audit_statement();
CREATE TRIGGER p_single BEFORE INSERT OR UPDATE ON tabs.triggered_partitioned_low FOR EACH ROW EXECUTE FUNCTION tabs.mark();
ALTER TABLE tabs.triggered_partitioned_mid DISABLE TRIGGER p_root;
ALTER TABLE tabs.triggered_partitioned_high ENABLE ALWAYS TRIGGER p_root;
-- trigger on an inheritance parent and another on its child
CREATE TABLE tabs.triggered_parent (id integer, t text);
-- child with its own trigger
CREATE TABLE tabs.triggered_child (more text) INHERITS (tabs.triggered_parent);
CREATE TRIGGER on_parent BEFORE INSERT ON tabs.triggered_parent FOR EACH ROW EXECUTE FUNCTION tabs.mark();
CREATE TRIGGER on_child BEFORE INSERT ON tabs.triggered_child FOR EACH ROW EXECUTE FUNCTION tabs.mark();

-- data

INSERT INTO tabs.by_list VALUES (1, 'a', 'x'), (1, 'a', 'x'), (2, NULL, 'null'), (3, 'other', NULL), (4, 'B', ''), (5, 'b', NULL);
INSERT INTO tabs.by_range VALUES
    (1, '2023-05-01', 'a', 1.10), (2, '2023-05-01', 'a', NULL), (3, '2023-05-01', 'b', 1), (4, '1999-12-31', 'a', 2), (5, '2030-01-01', 'z', 0),
    (1, '2022-12-31', 'a', 1.1), (1, 'infinity', 'a', NULL), (50, '2023-01-01', 'k', 5);
INSERT INTO tabs.by_hash (code) VALUES ('a'), ('b'), ('c'), ('d'), (''), ('B');
INSERT INTO tabs.by_expression VALUES (1, 'a'), (1, 'a'), (15, 'Z'), (NULL, NULL), (-3, 'x'), (NULL, NULL);
INSERT INTO tabs.owner_view VALUES (1, 'Ann'), (2, 'Bob');
INSERT INTO tabs.owners VALUES (3, NULL);
INSERT INTO tabs.partly_referencing VALUES
    (50, 1, '2023-01-01', 'k'), (4, NULL, '1999-12-31', 'a'), (7, 2, NULL, NULL), (150, 999, '1900-01-01', 'nowhere'), (151, NULL, NULL, NULL);
INSERT INTO tabs.keyed_partition VALUES (1, 'x'), (3, NULL), (7, 'twice'), (7, 'twice');
INSERT INTO tabs.to_partition VALUES (1, 3), (2, NULL), (3, 1);
INSERT INTO tabs.reordered VALUES (1, '2023-02-01', 'attached'), (2, '2024-02-01', 'default'), (3, '2023-03-01', NULL), (13, '2024-02-01', '13');
INSERT INTO tabs.generated_partitioned (id, n) VALUES (1, 2), (11, 3), (2, NULL);
INSERT INTO tabs.generated_partitioned_high (id) VALUES (12);
INSERT INTO tabs.generated_partitioned (id) VALUES (3), (13);
INSERT INTO tabs.cities VALUES (1, 'Bremen', 1), (2, 'Essen', NULL);
INSERT INTO tabs.capitals VALUES (1, 'Mainz', 777, 'RP'), (3, 'Kiel', NULL, 'SH'), (3, 'Kiel', NULL, 'SH');
INSERT INTO tabs.old_capitals VALUES (1, 'Bonn', 2, 'NW', '1999-08-01');
INSERT INTO tabs.named VALUES ('Ann', 'A'), ('Ann', 'A'), ('Bob', DEFAULT);
INSERT INTO tabs.city_states (id, name, nick, area, owner_id) VALUES (1, 'Hamburg', 'HH', 755.22, 1), (9, 'Berlin', DEFAULT, NULL, 888);
INSERT INTO tabs.late_child VALUES ('nick', 1, 'name'), (NULL, NULL, NULL);
INSERT INTO tabs.to_cities VALUES (1, 2), (2, NULL), (3, 1);
INSERT INTO tabs.unlogged (t) VALUES ('a'), (NULL);
INSERT INTO tabs.typed VALUES (1, DEFAULT), (2, NULL);
INSERT INTO tabs.storage VALUES (3, 'c'), (1, 'a'), (2, 'b');
INSERT INTO tabs.to_empty VALUES (1, NULL), (2, NULL);
INSERT INTO tabs.ruled VALUES (1, 'a'), (2, NULL);
INSERT INTO tabs.ruled VALUES (3, 'c');
INSERT INTO tabs.undeletable VALUES (1, 'stays'), (2, NULL);
INSERT INTO tabs.rule_modes VALUES (1, 'a'), (2, 'b'), (-5, 'swallowed');
UPDATE tabs.rule_modes SET id = -2 WHERE id = 2;
INSERT INTO tabs.rewritten VALUES (1, 'a'), (2, NULL);
INSERT INTO tabs.stamped VALUES (1, 'a', '2020-02-02 00:00:00+00', 7), (2, NULL, DEFAULT, DEFAULT), (3, 'c', NULL, NULL);
INSERT INTO tabs.audited VALUES (1, 'a'), (2, 'b'), (3, 'c');
UPDATE tabs.audited SET t = 'B' WHERE id = 2;
DELETE FROM tabs.audited WHERE id = 3;
INSERT INTO tabs.counters VALUES (1, DEFAULT), (2, 10);
INSERT INTO tabs.counted VALUES (1, 1), (2, 1), (3, 2), (4, NULL);
INSERT INTO tabs.trigger_modes VALUES (1, 'a'), (2, 'b');
INSERT INTO tabs.guarded VALUES (1, 'a'), (2, 'b');
INSERT INTO tabs.skipping VALUES (1, 'a'), (2, 'b'), (-7, 'skipped');
UPDATE tabs.skipping SET id = -1 WHERE id = 1;
INSERT INTO tabs.triggered_keyless VALUES ('a'), ('a'), (NULL);
WITH a AS (INSERT INTO tabs.triggered_cycle_a VALUES (1, 2, 'a'), (2, 1, NULL)),
     b AS (INSERT INTO tabs.triggered_cycle_b VALUES (1, 1, 'b'), (2, 1, NULL))
SELECT 1;
INSERT INTO tabs.triggered_partitioned VALUES (1, 'low'), (10, 'mid'), (20, 'high'), (2, NULL);
INSERT INTO tabs.triggered_parent VALUES (1, 'a'), (2, NULL);
INSERT INTO tabs.triggered_child VALUES (1, 'a', 'x'), (1, NULL, NULL);
INSERT INTO tabs.audited_late VALUES (1, 'a'), (2, NULL);
