-- Staging: the schema of config/demo with fewer rows, older ones, and ids of its own. Zora is known here only; Mara,
-- the almanac and two notes are known in both places, under other ids.

UPDATE status SET id = id + 100;
SELECT setval(pg_get_serial_sequence('status', 'id'), max(id)) FROM status;

INSERT INTO users (id, handle, email, first_name, last_name, joined_on, updated_at) VALUES
    (1, 'zora', 'zora@selvedge.example', 'Zora', 'Lindqvist', '2018-05-01', '2025-01-01 08:00:00+00'),
    (2, 'tobi', 'tobias@old.example',    'Tobi', 'Ångmark',   '2024-02-29', '2025-01-01 08:00:00+00'),
    (3, 'mara', 'mara@selvedge.example', 'Mara', 'Veltkamp',  '2019-03-01', '2025-01-01 08:00:00+00');
SELECT setval(pg_get_serial_sequence('users', 'id'), max(id)) FROM users;

INSERT INTO vaults (id, slug, name, purpose, keeper_id, created_at) VALUES
    (1, 'drafts', 'Drafts', 'Not good yet.',                     1, '2019-11-20 16:00:00+00'),
    (2, 'inbox',  'Inbox',  'Everything lands here.',            3, '2019-03-01 09:00:00+00'),
    (3, 'zine',   'Zine',   'Folded by hand, one sheet a time.', 1, '2018-06-01 12:00:00+00');
SELECT setval(pg_get_serial_sequence('vaults', 'id'), max(id)) FROM vaults;

INSERT INTO projects (id, slug, title, status_id, budget, updated_at) OVERRIDING SYSTEM VALUE
SELECT v.id, v.slug, v.title, s.id, v.budget, '2025-01-01 08:00:00+00'
FROM (VALUES (1, 'zine',    'The Zine',    120.00, 'active'),
             (2, 'almanac', 'The Almanac', NULL,   'planned')) AS v (id, slug, title, budget, state)
JOIN status s ON s."table" = 'projects' AND s.name = v.state;
SELECT setval(pg_get_serial_sequence('projects', 'id'), max(id)) FROM projects;

INSERT INTO fragments (id, vault_id, project_id, author_id, status_id, slug, title, body, metadata, created_at, updated_at)
OVERRIDING SYSTEM VALUE
SELECT v.id, v.vault_id, v.project_id, v.author_id, s.id, v.slug, v.title, v.body, v.metadata::jsonb,
       '2025-01-01 08:00:00+00', '2025-01-01 08:00:00+00'
FROM (VALUES (1, 3, 1,    1, 'issue-one', 'Issue one', 'Eight pages, one staple.',  '{}'),
             (2, 2, NULL, 3, 'welcome',   'Welcome',   'An older welcome.',         '{"demo_seed": true}'),
             (3, 2, NULL, 3, 'old-notice', 'Old notice', 'The office is closed.',   '{"demo_seed": true}'))
     AS v (id, vault_id, project_id, author_id, slug, title, body, metadata)
JOIN status s ON s."table" = 'fragments' AND s.name = 'draft';
SELECT setval(pg_get_serial_sequence('fragments', 'id'), max(id)) FROM fragments;
