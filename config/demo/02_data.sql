-- The rows that were written by hand: people, vaults, projects, the first notes and contacts.
-- Nothing here depends on the clock, on chance or on the session's time zone.

-- A user may need an instructor and an instructor is a user, so neither can come first. PostgreSQL checks
-- foreign keys at the end of the statement: one statement inserts both, without placeholders.
WITH people AS (
    INSERT INTO users (id, handle, email, first_name, last_name, instructor_id, joined_on, last_login_ip, updated_at)
    VALUES
        (1, 'mara',  'mara@selvedge.example',  'Mara',   'Veltkamp',      1,    '2019-03-01', '203.0.113.17', '2025-06-02 07:12:00+00'),
        (2, 'nell',  'nell@selvedge.example',  'Nell',   'Ashgrove',      2,    '2019-03-01', '203.0.113.42', '2025-05-28 15:40:00+00'),
        (3, 'oskar', 'oskar@selvedge.example', 'Oskar',  'Brückenhöfer',  1,    '2020-09-14', '2001:db8::5e', '2025-06-01 20:05:00+00'),
        (4, 'priya', 'priya@selvedge.example', 'Priya',  'Kesarvali',     NULL, '2021-01-11', '198.51.100.8', '2025-04-17 11:30:00+00'),
        (5, 'jun',   'jun@selvedge.example',   'Jun',    'Tanabori',      3,    '2022-05-02', '198.51.100.9', '2025-06-03 06:55:00+00'),
        (6, 'tobi',  'tobi@selvedge.example',  'Tobias', 'Ångmark O''Dea', 2,   '2024-02-29', NULL,           '2025-03-09 09:00:00+00')
)
INSERT INTO instructors (id, user_id, mentor_id, subject, hourly_rate, bio)
VALUES
    (1, 2, NULL, 'Structure',       62.50, 'Has cut the first chapter of every book she ever met. Usually right.'),
    (2, 3, 1,    'Letters & voice', 48.00, E'Writes with a fountain pen.\nApologises to the blotting paper.'),
    (3, 4, 1,    'Sound',           55.25, 'Reads everything aloud, including the small print on the soup.');

SELECT setval(pg_get_serial_sequence('users', 'id'),       max(id)) FROM users;
SELECT setval(pg_get_serial_sequence('instructors', 'id'), max(id)) FROM instructors;

INSERT INTO vaults (slug, name, purpose, keeper_id, is_private, created_at) VALUES
    ('inbox',       'Inbox',             'Everything lands here and most of it stays.',        1, false, '2019-03-01 09:00:00+00'),
    ('commonplace', 'Commonplace Book',  'Sentences worth stealing, with the address.',        2, false, '2019-03-04 10:30:00+00'),
    ('drafts',      'Drafts',            'Not good yet. Possibly never. Please do not print.', 3, false, '2019-11-20 16:00:00+00'),
    ('attic',       'Attic',             'Cut chapters, sorted by how much it hurt.',          2, false, '2020-10-31 23:59:00+00'),
    ('shoebox',     'Mara''s shoebox',   'Private. Yes, this means you, Tobias.',              1, true,  '2021-02-14 21:15:00+00');

-- Three levels, one statement each: a level looks its parents up by their slug.
INSERT INTO projects (parent_id, slug, title, status_id, budget, deadline, updated_at)
SELECT NULL, v.slug, v.title, s.id, v.budget, v.deadline, v.updated_at
FROM (VALUES
    (1, 'press',    'Selvedge Press, the house itself', 'active',  84000.00, NULL::date,        '2025-05-30 08:00:00+00'::timestamptz),
    (2, 'workshop', 'The Evening Workshop',             'active',   6200.50, DATE '2025-12-12', '2025-05-12 18:30:00+00')
) AS v (n, slug, title, status, budget, deadline, updated_at)
JOIN status s ON s."table" = 'projects' AND s.name = v.status
ORDER BY v.n;

INSERT INTO projects (parent_id, slug, title, status_id, budget, deadline, updated_at)
SELECT p.id, v.slug, v.title, s.id, v.budget, v.deadline, v.updated_at
FROM (VALUES
    (1, 'press',    'almanac',          'The Late Riser''s Almanac',                    'active',  14500.00, DATE '2025-10-01', '2025-06-02 10:10:00+00'::timestamptz),
    (2, 'press',    'lighthouse',       'The Lighthouse Keeper''s Sister (a novel)',    'active',  22000.00, DATE '2026-03-20', '2025-05-22 13:45:00+00'),
    (3, 'workshop', 'workshop-letters', 'Letters Never Sent',                           'planned',  1800.00, DATE '2025-11-07', '2025-04-30 19:00:00+00')
) AS v (n, parent, slug, title, status, budget, deadline, updated_at)
JOIN projects p ON p.slug = v.parent
JOIN status   s ON s."table" = 'projects' AND s.name = v.status
ORDER BY v.n;

INSERT INTO projects (parent_id, slug, title, status_id, budget, deadline, updated_at)
SELECT p.id, v.slug, v.title, s.id, v.budget, v.deadline, v.updated_at
FROM (VALUES
    (1, 'almanac',    'almanac-weather',  'Weather, Mostly Guessed',          'active',    900.00, DATE '2025-08-15', '2025-05-19 05:30:00+00'::timestamptz),
    (2, 'almanac',    'almanac-soups',    'Twelve Soups, One per Excuse',     'active',   2350.75, DATE '2025-08-29', '2025-06-01 12:00:00+00'),
    (3, 'lighthouse', 'lighthouse-audio', 'The audiobook (gulls included)',   'paused',   5400.00, NULL,              '2025-02-03 14:20:00+00')
) AS v (n, parent, slug, title, status, budget, deadline, updated_at)
JOIN projects p ON p.slug = v.parent
JOIN status   s ON s."table" = 'projects' AND s.name = v.status
ORDER BY v.n;

-- Nobody owns the weather itself: whoever owns the almanac does, as a rule of `loomctl validate` has it.
INSERT INTO project_members (project_id, user_id, role, since)
SELECT p.id, u.id, v.role::project_role, v.since
FROM (VALUES
    ('press',            'mara',  'owner',       DATE '2019-03-01'),
    ('press',            'nell',  'owner',       DATE '2019-03-01'),
    ('press',            'tobi',  'reader',      DATE '2024-02-29'),
    ('workshop',         'nell',  'owner',       DATE '2020-01-15'),
    ('workshop',         'oskar', 'editor',      DATE '2020-09-14'),
    ('workshop',         'priya', 'contributor', DATE '2021-01-11'),
    ('almanac',          'mara',  'owner',       DATE '2023-06-21'),
    ('almanac',          'jun',   'editor',      DATE '2023-06-21'),
    ('almanac',          'oskar', 'contributor', DATE '2023-09-01'),
    ('almanac',          'tobi',  'contributor', DATE '2024-03-04'),
    ('lighthouse',       'nell',  'editor',      DATE '2022-02-22'),
    ('lighthouse',       'mara',  'reader',      DATE '2022-02-22'),
    ('lighthouse',       'oskar', 'owner',       DATE '2022-02-22'),
    ('workshop-letters', 'oskar', 'owner',       DATE '2024-10-01'),
    ('workshop-letters', 'jun',   'contributor', DATE '2024-10-08'),
    ('almanac-weather',  'jun',   'contributor', DATE '2023-12-24'),
    ('almanac-weather',  'tobi',  'contributor', DATE '2024-03-05'),
    ('almanac-soups',    'mara',  'owner',       DATE '2024-01-08'),
    ('almanac-soups',    'priya', 'contributor', DATE '2024-01-09'),
    ('lighthouse-audio', 'priya', 'owner',       DATE '2024-05-13'),
    ('lighthouse-audio', 'oskar', 'reader',      DATE '2024-05-13')
) AS v (project, handle, role, since)
JOIN projects p ON p.slug   = v.project
JOIN users    u ON u.handle = v.handle;

-- Twenty notes. Tabs, quotes, backslashes, emoji and a lone "\." are in here on purpose: they are what
-- a note contains, and what a careless export loses.
INSERT INTO fragments
    (vault_id, project_id, author_id, status_id, slug, kind, title, body, tags, metadata, created_at, updated_at)
SELECT va.id, p.id, u.id, s.id, v.slug, v.kind::fragment_kind, v.title, v.body, v.tags, v.metadata::jsonb,
       v.created_at, v.created_at + make_interval(hours => v.n * 5)
FROM (VALUES
    (1, 'inbox', 'press', 'mara', 'published', 'welcome', 'note', 'Welcome to the Inbox 👋',
     E'Put things here. Somebody will sort them.\n\nThat somebody is you, on Friday, with biscuits.',
     ARRAY['house', 'start-here'], '{"demo_seed": "true", "pinned": true}', '2025-01-06 08:00:00+00'::timestamptz),

    (2, 'inbox', 'press', 'nell', 'published', 'house-style', 'outline', 'House style in five lines',
     E'1.\tOne space after a full stop.\n2.\tOne idea after another.\n3.\t"Quotes", not ''quotes''.\n'
     '4.\tNo exclamation marks. Not even now.\n5.\tIf in doubt, cut; if in love, cut twice.',
     ARRAY['house', 'style'], '{"demo_seed": "true", "pinned": true, "revision": 7}', '2025-01-07 10:20:00+00'),

    (3, 'drafts', 'almanac', 'mara', 'review', 'noon-is-a-suggestion', 'scene', 'Noon is a suggestion',
     E'The Late Riser does not oversleep. She declines the morning, politely, as one declines a second '
     'helping of something grey.',
     ARRAY['almanac', 'opening'], '{"demo_seed": "true", "mood": "smug"}', '2025-01-09 11:55:00+00'),

    (4, 'drafts', 'almanac-weather', 'jun', 'draft', 'forecast-for-march', 'note', 'Forecast for March',
     E'Week\tSky\tAdvice\n1\tgrey\tsoup\n2\tgrey, with ambition\tsoup, bread\n3\t🌦️\topen the window once\n4\tgrey\tsee week 1',
     ARRAY['almanac', 'weather', 'table'], '{"demo_seed": "true", "confidence": 0.31}', '2025-01-12 06:40:00+00'),

    (5, 'drafts', 'almanac-soups', 'mara', 'review', 'soup-for-a-missed-train', 'recipe', 'Soup for a missed train',
     E'Serves 1, standing.\n\n\t2\tpotatoes, resentful\n\t½ l\tbroth\n\t1\tleek, if the shop was open\n\t1 tsp\tcrème fraîche\n\n'
     'Boil until the next train is due. Eat. Miss that one too.',
     ARRAY['almanac', 'soup', 'trains'], '{"demo_seed": "true", "minutes": 43, "vegetarian": true}', '2025-01-15 18:05:00+00'),

    (6, 'commonplace', NULL, 'nell', 'published', 'overheard-at-the-binder', 'quote', 'Overheard at the binder''s',
     'He said, "A book is a door," and she said, "Then oil it."',
     ARRAY['overheard'], '{"demo_seed": "true", "place": "Bindery, Hafenstraße"}', '2025-01-17 09:30:00+00'),

    (7, 'drafts', 'lighthouse', 'oskar', 'draft', 'the-lamp-room', 'scene', 'The lamp room',
     E'Ines counted the steps again: a hundred and twelve. There had been a hundred and thirteen on Tuesday.\n\n'
     '“You skipped one,” said her brother from above.\n\n“I did not,” said Ines. “It left.”',
     ARRAY['lighthouse', 'chapter-1'], '{"demo_seed": "true", "chapter": 1, "words_cut": 2204}', '2025-01-20 22:10:00+00'),

    (8, 'attic', 'lighthouse', 'nell', 'draft', 'prologue-do-not-revive', 'scene', 'Prologue (do not revive)',
     'The sea was there before anyone had thought of describing it. Nell: cut, with love. Oskar: ouch.',
     ARRAY['lighthouse', 'cut'], '{"demo_seed": "true", "pain": 9}', '2025-01-21 08:15:00+00'),

    (9, 'inbox', 'lighthouse-audio', 'priya', 'review', 'gulls', 'note', 'Notes on gulls 🐦',
     E'Recorded 14 gulls. 3 usable. 1 clearly acting.\nFile: C:\\audio\\gulls\\take_14\\new.wav (yes, \\n and \\t are in the path, no, they are not line breaks)',
     ARRAY['audio', 'gulls'], '{"demo_seed": "true", "takes": 14, "path": "C:\\audio\\gulls\\take_14\\new.wav"}', '2025-01-24 13:00:00+00'),

    (10, 'drafts', 'workshop-letters', 'oskar', 'review', 'to-the-neighbour-with-the-trumpet', 'letter', 'To the neighbour with the trumpet',
     E'Dear Sir or Madam,\n\nIt is the middle part I mind.\n\nYours, from below,\nO. Brückenhöfer\n\nP.S. On Thursday it was nearly a tune. 🎺',
     ARRAY['letters', 'never-sent'], '{"demo_seed": "true", "sent": false}', '2025-01-27 23:45:00+00'),

    (11, 'inbox', 'workshop', 'jun', 'published', 'how-to-end-a-file', 'note', 'How to end a file',
     E'Old database folklore: a line with nothing but\n\\.\non it ends the data. And a lone \\N means “nothing at all”.\nIf you can read this line, nobody believed the folklore.',
     ARRAY['workshop', 'tools', '\N'], '{"demo_seed": "true", "trap": "\\."}', '2025-01-29 15:15:00+00'),

    (12, 'commonplace', 'workshop', 'priya', 'published', 'words-that-sound-like-what-they-do', 'note', 'Words that sound like what they do',
     'Plötzlich. Schlürfen. Susurrus. Ōkii. Ørkesløs. Ploop (disputed).',
     ARRAY['sound', 'words', 'Wörter'], '{"demo_seed": "true", "languages": ["de", "en", "ja", "da"]}', '2025-02-01 17:35:00+00'),

    (13, 'drafts', 'press', 'tobi', 'draft', 'autumn-catalogue', 'outline', 'Autumn catalogue, take 3',
     E'- Almanac: lead title, cover with sun (reluctant)\n- Novel: “a book with weather in it”\n- Price: €24,00; paper got 6 % dearer\n- Blurb: ask somebody who has read it',
     ARRAY['catalogue', 'autumn'], '{"demo_seed": "true", "take": 3}', '2025-02-05 09:05:00+00'),

    (14, 'inbox', 'almanac', 'tobi', 'review', 'moon-table', 'note', 'The moon table is off by one',
     E'Either our full moons are one day late or I am. ¯\\_(ツ)_/¯\nChecked against the window: I am.',
     ARRAY['almanac', 'moon', 'bug'], '{"demo_seed": "true", "fixed": false, "off_by": 1}', '2025-02-11 07:20:00+00'),

    -- From here on: notes that nobody flagged. They must not turn up in a snapshot of `general`.
    (15, 'shoebox', NULL, 'mara', 'draft', 'salary-round', 'note', 'Salary round, before I lose courage',
     E'Jun: +4 %. Priya: +4 % and a door that closes.\nTobias: talk first.\nMe: see next year''s shoebox.',
     ARRAY['private', 'money'], '{"private": true}', '2025-02-14 21:30:00+00'),

    (16, 'shoebox', 'lighthouse', 'mara', 'draft', 'i-do-not-like-the-ending', 'note', 'I do not like the ending',
     'She should stay on the island. Find a way to tell Oskar that is not an e-mail.',
     ARRAY['private', 'lighthouse'], '{"private": true, "demo_seed": "false"}', '2025-02-18 23:10:00+00'),

    (17, 'shoebox', NULL, 'mara', 'draft', 'birthday-list', 'note', 'Birthdays I keep forgetting 🎂',
     E'Nell\t12 May\tno cake, tulips\nOskar\t3 October\tink\nPriya\tdoes not say\t?\n',
     ARRAY['private'], '{"private": true}', '2025-02-20 12:00:00+00'),

    (18, 'drafts', 'almanac', 'jun', 'draft', 'resignation-of-the-sun', 'letter', 'The Sun hands in its notice',
     E'To whom it may concern,\n\nafter 4.6 billion years of early shifts I would like to try evenings.\n\nKind regards,\nthe Sun ☀️',
     ARRAY['almanac', 'letters'], '{"reader": "nobody yet"}', '2025-02-25 00:20:00+00'),

    (19, 'attic', 'lighthouse', 'oskar', 'draft', 'chapter-nine-old', 'scene', 'Chapter nine, the version with the goat',
     'The goat had opinions about the piano. Kept for the goat. Do not show Nell.',
     ARRAY['lighthouse', 'cut', 'goat'], '{"pain": 10, "reader": "me"}', '2025-03-02 01:05:00+00'),

    (20, 'inbox', NULL, 'priya', 'draft', 'voice-memo-0417', 'note', 'Voice memo 0417, typed up',
     E'   (starts with spaces, because I paused)\n... and then the printer, I mean the person, said:\r\n“that is not a colour”.   ',
     ARRAY[]::text[], '{"source": "phone", "demo_seed": null}', '2025-03-07 16:48:00+00')
) AS v (n, vault, project, handle, status, slug, kind, title, body, tags, metadata, created_at)
JOIN vaults va        ON va.slug   = v.vault
JOIN users u          ON u.handle  = v.handle
JOIN status s         ON s."table" = 'fragments' AND s.name = v.status
LEFT JOIN projects p  ON p.slug    = v.project
ORDER BY v.n;

INSERT INTO todos (fragment_id, position, assignee_id, status_id, title, effort_hours, due_on, done_at, updated_at)
SELECT f.id, v.position, u.id, s.id, v.title, v.hours, v.due_on, v.done_at, coalesce(v.done_at, f.updated_at)
FROM (VALUES
    (1,  'welcome',                 1, 'tobi',  'doing',   'Buy biscuits (the thin ones)',               0.50, DATE '2025-01-10', NULL::timestamptz),
    (2,  'house-style',             1, 'nell',  'done',    'Delete the sixth line',                      0.25, DATE '2025-01-08', '2025-01-08 09:00:00+00'),
    (3,  'noon-is-a-suggestion',    1, 'nell',  'waiting', 'Read it before noon, then again after',      1.00, DATE '2025-02-03', NULL),
    (4,  'forecast-for-march',      1, 'jun',   'open',    'Compare with the actual March',              2.00, DATE '2025-04-01', NULL),
    (5,  'forecast-for-march',      2, NULL,    'open',    'Find a synonym for “grey”',                  0.75, NULL,              NULL),
    (6,  'soup-for-a-missed-train', 1, 'priya', 'done',    'Cook it. Time it. Miss a train',             3.00, DATE '2025-01-31', '2025-01-30 19:22:00+00'),
    (7,  'soup-for-a-missed-train', 2, 'mara',  'open',    'Ask whether ½ l is ''enough'' for Tobias',   0.25, DATE '2025-02-07', NULL),
    (8,  'the-lamp-room',           1, 'oskar', 'doing',   'Decide: 112 or 113 steps?',                  8.00, DATE '2025-06-30', NULL),
    (9,  'prologue-do-not-revive',  1, 'oskar', 'dropped', 'Revive the prologue',                       12.50, NULL,              '2025-01-22 23:59:00+00'),
    (10, 'gulls',                   1, 'priya', 'waiting', 'Re-record gull no. 7: wind, also attitude',  4.00, DATE '2025-05-05', NULL),
    (11, 'moon-table',              1, 'tobi',  'open',    'Look out of the window for a month 🌕',     30.00, DATE '2025-03-14', NULL),
    (12, 'autumn-catalogue',        1, 'tobi',  'open',    'Find somebody who has read it',              1.50, DATE '2025-07-01', NULL),
    (13, 'salary-round',            1, 'mara',  'open',    'Courage',                                    0.10, DATE '2025-03-01', NULL),
    (14, 'birthday-list',           1, 'mara',  'done',    'Order tulips',                               0.25, DATE '2025-05-09', '2025-05-08 07:45:00+00')
) AS v (n, slug, position, handle, status, title, hours, due_on, done_at)
JOIN fragments f     ON f.slug    = v.slug
JOIN status s        ON s."table" = 'todos' AND s.name = v.status
LEFT JOIN users u    ON u.handle  = v.handle
ORDER BY v.n;

INSERT INTO contacts
    (email, name, trade, company, keeper_id, project_slug, agreed_fee, last_contact_on, notes, metadata, updated_at)
SELECT v.email, v.name, v.trade, v.company, u.id, v.project, v.fee, v.last_contact_on, v.notes, v.metadata::jsonb,
       '2025-04-01 08:00:00+00'::timestamptz + make_interval(hours => v.n * 31)
FROM (VALUES
    (1, 'hello@papierkontor.example',  'Roswitha Pfennigbaum', 'printer',     'Papierkontor "Zur Spule"', 'mara',  'almanac',          8450.00, DATE '2025-05-20',
     'Says “impossible” on Monday, delivers on Wednesday.', '{"demo_seed": "true", "net_days": 30}'),
    (2, 'ludo@inkandoats.example',     'Ludo Ferncastle',      'printer',     'Ink & Oats',               'jun',   'lighthouse',       NULL,    DATE '2025-03-11',
     E'Quotes in person only.\nBring oats.', '{"demo_seed": "true"}'),
    (3, 'zsofia@tusche.example',       'Zsófia Tükör',         'illustrator', NULL,                       'nell',  'almanac-weather',  1200.00, DATE '2025-05-27',
     'Draws 48 different greys. All invoiced.', '{"demo_seed": "true", "tools": ["ink", "patience"]}'),
    (4, 'baptiste@trad.example',       'Baptiste Loiselle',    'translator',  NULL,                       'oskar', 'lighthouse',       3100.50, DATE '2025-04-02',
     'Asked whether the step that left is masculine.', '{"demo_seed": "true", "into": "fr"}'),
    (5, 'shop@dreizehn.example',       'Ulrike Sommerfeldt',   'bookseller',  'Buchhandlung Nr. 13',      'mara',  NULL,               NULL,    DATE '2025-02-19',
     E'Window display:\tyes\nReadings:\tyes, with soup', '{"demo_seed": "true", "newsletter": true}'),
    (6, 'mr.quill@gazette.example',    'Desmond Quillory',     'reviewer',    'The Harbour Gazette',      'nell',  'lighthouse',       NULL,    DATE '2024-12-01',
     'Called our last book "a \ of a novel". We think a letter is missing.', '{"demo_seed": "true"}'),
    (7, 'wren@letters.example',        'Wren Okonjo-Hale',     'reader',      NULL,                       'oskar', 'workshop-letters', NULL,    DATE '2025-05-01',
     'Writes back. By post. In verse. ✉️', '{"demo_seed": "true", "newsletter": true}'),
    (8, 'landlord@stairwell.example',  'Herr Grünspan',        'reader',      'Hausverwaltung Grünspan',  'mara',  NULL,               NULL,    DATE '2025-01-31',
     'The radiator. Again. Keep it friendly.', '{"private": true}'),
    (9, 'dr.tooth@smile.example',      'Dr. Calla Beisswenger','reader',      NULL,                       'priya', NULL,               NULL,    NULL,
     'Dentist, 9:40, no voice recordings that day.', '{"private": true}')
) AS v (n, email, name, trade, company, handle, project, fee, last_contact_on, notes, metadata)
JOIN users u ON u.handle = v.handle
ORDER BY v.n;
