-- A dozen small tables; the tests compare exact sets of ids, so every row has a purpose.
CREATE TABLE country (code text PRIMARY KEY, name text NOT NULL);
CREATE TABLE person (
  id int PRIMARY KEY,
  boss_id int REFERENCES person,          -- chain 4 → 3 → 2 → 1; 6 is its own boss; 7 ↔ 8
  country text REFERENCES country,
  name text,
  tags jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE project (
  id int PRIMARY KEY,
  owner_id int NOT NULL REFERENCES person,
  reviewer_id int REFERENCES person,
  slug text
);
CREATE TABLE task (
  id int PRIMARY KEY,
  project_id int REFERENCES project,
  assignee_id int REFERENCES person,
  parent_id int REFERENCES task
);
CREATE TABLE note (id int PRIMARY KEY, task_id int REFERENCES task, body text);
CREATE TABLE audit_log (id int PRIMARY KEY, task_id int REFERENCES task);
CREATE TABLE ring_a (id int PRIMARY KEY, b_id int);
CREATE TABLE ring_b (id int PRIMARY KEY, a_id int REFERENCES ring_a);
ALTER TABLE ring_a ADD FOREIGN KEY (b_id) REFERENCES ring_b;
-- No foreign keys from here on: virtual references.
CREATE TABLE event (id int PRIMARY KEY, xmlid text UNIQUE);
CREATE TABLE label (id int PRIMARY KEY, kind text NOT NULL, name text NOT NULL, UNIQUE (kind, name));
CREATE TABLE post (id int PRIMARY KEY, event_xmlid text, label_kind text, label_name text);

INSERT INTO country VALUES
  ('at', 'Austria'), ('de', 'Germany'), ('fr', 'France'), ('it', 'Italy'), ('xx', 'Nowhere');
INSERT INTO person (id, boss_id, country, name, tags) VALUES
  (1, NULL, 'at', 'Ada', '{"vip": true}'), (2, 1, 'de', 'Bob', '{}'), (3, 2, 'de', 'Cyd', '{}'),
  (4, 3, 'fr', 'Dan', '{}'), (5, NULL, 'at', 'Eve', '{"vip": false}'), (6, 6, 'it', 'Fay', '{}'),
  (7, 8, NULL, 'Gus', '{}'), (8, 7, NULL, 'Hal', '{}'), (9, NULL, NULL, 'Ida', '{}'),
  (10, NULL, NULL, '''; DROP TABLE x; --', '{}'), (11, NULL, NULL, ':name', '{}');
INSERT INTO project VALUES
  (1, 3, 5, 'apple'), (2, 2, NULL, 'berry'), (3, 5, 6, 'cherry'), (4, 9, NULL, 'date');
INSERT INTO task VALUES
  (1, 1, 4, NULL), (2, 1, NULL, 1), (3, 2, 5, NULL), (4, 2, NULL, 3), (5, 3, 1, NULL),
  (6, 3, NULL, 5), (7, NULL, NULL, 6), (8, NULL, 9, NULL);
INSERT INTO note VALUES (1, 1), (2, 2), (3, 3), (4, 5), (5, 7), (6, NULL);
INSERT INTO audit_log VALUES (1, 1), (2, 3), (3, 5);
INSERT INTO ring_a VALUES (1, NULL), (2, NULL), (3, NULL), (4, NULL);
INSERT INTO ring_b VALUES (1, 2), (2, 1), (3, 3), (4, 4);
UPDATE ring_a SET b_id = id WHERE id < 4;
INSERT INTO event VALUES (1, 'e.one'), (2, 'e.two'), (3, 'e.three');
INSERT INTO label VALUES (1, 'color', 'red'), (2, 'color', 'big'), (3, 'size', 'big'), (4, 'size', 'red');
INSERT INTO post VALUES
  (1, 'e.one', 'color', 'red'), (2, 'e.two', 'size', 'big'), (3, NULL, 'color', NULL),
  (4, 'e.gone', NULL, NULL), (5, NULL, 'size', 'big');
