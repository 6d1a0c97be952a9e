-- The rows that make the demo worth exporting: some thousand, put together from lists of words.
-- Every choice is arithmetic on the row's number, so each load gives the same rows on every machine.
-- (Intervals are in hours and minutes: a "day" would depend on the session's time zone.)

-- 880 notes. 31 adjectives and 29 nouns share no divisor, so no title occurs twice.
-- 13 of 20 are flagged for the demo; of the others every third goes into the private shoebox.
WITH words AS (
    SELECT
        ARRAY['reluctant', 'second-best', 'borrowed', 'patient', 'unfinished', 'polite', 'half-asleep', 'punctual',
              'left-handed', 'secret', 'overdue', 'generous', 'slightly damp', 'travelling', 'forgetful', 'upside-down',
              'well-read', 'homesick', 'improbable', 'Sunday', 'suspicious', 'weightless', 'courteous', 'third',
              'unlisted', 'stubborn', 'indoor', 'honorary', 'quiet', 'retired', 'last-minute'] AS adjectives,
        ARRAY['umbrella', 'ferry', 'postman', 'comma', 'staircase', 'orchard', 'piano', 'kettle', 'librarian',
              'timetable', 'goat', 'footnote', 'winter', 'telephone', 'gardener', 'sandwich', 'compass', 'echo',
              'suitcase', 'choir', 'tunnel', 'bicycle', 'dictionary', 'snowfall', 'understudy', 'lift', 'balcony',
              'photograph', 'moth'] AS nouns,
        ARRAY['The %s arrived before breakfast and would not say why.',
              'Everyone in the street had an opinion about the %s.',
              'Begin with the %s; explain nothing.',
              'There was a %s in the first draft, and it was the best part.',
              'Ines dreams of a %s for three nights, then buys one.',
              'Nobody had asked for a %s, which had never stopped one.',
              'A %s is only a chair with other plans.',
              'On page 40 the %s should come back, older.',
              'What if the %s had been there all the time?',
              'The almanac recommends a %s for the second week of the month.',
              'My grandmother kept a %s in the pantry, “for visitors”.',
              'Übrigens: the %s has a name. We may never learn it.',
              'It rained until the %s gave up.'] AS openings,
        ARRAY['The bell rang twice and then thought better of it.',
              'Outside, the harbour went on being a harbour.',
              'Somebody had written “NO” in the margin, in three different inks.',
              'He answered in the tone of a man who irons his socks.',
              'The soup was not to blame.',
              'It cost 12,50 € and was worth every cent of ten.',
              'They agreed to meet again when the clock had been repaired.',
              'Nell would cut this. Nell is on holiday.',
              'The lamp turned, counted to nine, turned.',
              'She put the key back under the wrong stone.',
              'In the next room a radio was being optimistic.'] AS middles,
        ARRAY['Keep it short.',
              'Ask Priya how it sounds.',
              'End here, before it gets clever.',
              'Maybe a letter instead?',
              'Needs weather.',
              'Check whether somebody already wrote this (probably Oskar).',
              'Good. Suspiciously good.'] AS endings,
        ARRAY['the night train', 'platform 4', 'the fish market', 'a funeral, softly', 'Café Spule',
              'the queue for stamps'] AS places,
        ARRAY['neighbour', 'Ms Nightjar', 'future reader', 'past self', 'Herr Doktor'] AS addressees,
        ARRAY['weather', 'soup', 'harbour', 'dialogue', 'opening', 'ending', 'sound', 'trains', 'moon'] AS topics,
        ARRAY['calm', 'smug', 'rainy', 'hopeful', 'tired', 'curious', 'cross'] AS moods,
        ARRAY['mara', 'jun', 'mara', 'nell', 'tobi', 'oskar', 'priya'] AS authors,
        ARRAY['inbox', 'drafts', 'commonplace', 'drafts', 'attic'] AS open_vaults,
        ARRAY['almanac', 'lighthouse', 'almanac-weather', 'press', 'almanac-soups', 'workshop', 'lighthouse-audio',
              'workshop-letters', 'almanac', NULL, NULL] AS project_slugs,
        ARRAY['note', 'scene', 'note', 'quote', 'outline', 'scene', 'letter', 'note'] AS kinds,
        ARRAY['draft', 'draft', 'review', 'published'] AS states
),
notes AS (
    SELECT i,
           (i * 7) % 20 < 13                                          AS is_demo,
           adjectives[1 + i % 31] || ' ' || nouns[1 + i % 29]         AS subject,
           openings[1 + (i * 5) % 13]                                 AS opening,
           middles[1 + (i / 3) % 11]                                  AS middle,
           endings[1 + (i * 3 + i / 7) % 7]                           AS ending,
           places[1 + (i / 5) % 6]                                    AS place,
           addressees[1 + (i / 2) % 5]                                AS addressee,
           ARRAY[topics[1 + i % 9], topics[1 + (i % 9 + 1 + i % 4) % 9]] AS tags,
           moods[1 + (i / 4) % 7]                                     AS mood,
           authors[1 + (i * 4) % 7]                                   AS author,
           open_vaults[1 + (i / 6) % 5]                               AS open_vault,
           project_slugs[1 + (i * 6) % 11]                            AS project,
           kinds[1 + (i * 3) % 8]                                     AS kind,
           states[1 + (i / 9) % 4]                                    AS state,
           '2023-01-09 06:30:00+00'::timestamptz + make_interval(hours => i * 23, mins => i * 7) AS created_at
    FROM words, generate_series(1, 880) AS i
)
INSERT INTO fragments
    (vault_id, project_id, author_id, status_id, slug, kind, title, body, tags, metadata, created_at, updated_at)
SELECT v.id, p.id, u.id, s.id,
       replace(lower(n.subject), ' ', '-'),
       n.kind::fragment_kind,
       'The ' || n.subject,
       CASE n.kind
           WHEN 'quote'   THEN format(E'“%s”\n\t(overheard: %s)', format(n.opening, n.subject), n.place)
           WHEN 'outline' THEN format(E'1.\t%s\n2.\t%s\n3.\t%s', format(n.opening, n.subject), n.middle, n.ending)
           WHEN 'letter'  THEN format(E'Dear %s,\n\n%s %s\n\nYours, as ever,\n%s',
                                      n.addressee, format(n.opening, n.subject), n.middle, u.first_name)
           ELSE format('%s %s %s', format(n.opening, n.subject), n.middle, n.ending)
       END,
       n.tags,
       CASE
           WHEN n.is_demo    THEN jsonb_build_object('demo_seed', 'true',  'mood', n.mood, 'line', n.i % 400)
           WHEN n.i % 2 = 0  THEN jsonb_build_object('demo_seed', 'false', 'mood', n.mood)
           ELSE jsonb_build_object('private', true, 'mood', n.mood)
       END,
       n.created_at,
       n.created_at + make_interval(hours => (n.i * 13) % 700)
FROM notes n
JOIN vaults v         ON v.slug    = CASE WHEN n.is_demo OR n.i % 3 <> 0 THEN n.open_vault ELSE 'shoebox' END
JOIN users u          ON u.handle  = CASE WHEN v.is_private THEN 'mara' ELSE n.author END
JOIN status s         ON s."table" = 'fragments' AND s.name = n.state
LEFT JOIN projects p  ON p.slug    = n.project
ORDER BY n.i;

-- Up to two todos for each of them. A final status has a moment, an open one has none.
WITH words AS (
    SELECT
        ARRAY['Check the spelling of %s', 'Cut a third', 'Read it aloud', 'Find the other half of %s',
              'Ask Nell, then do the opposite', 'Ask Nell, then do that', 'Move to chapter two',
              'Is %s still funny on a Monday?', 'Translate the joke', 'Find a better verb', 'Call the printer about %s',
              'Typeset', 'Compare with last year''s almanac', 'Write the missing end', 'Take the weather out',
              'Put the weather back', 'Let it rest for a week'] AS titles,
        ARRAY['open', 'done', 'doing', 'done', 'waiting', 'done', 'open', 'done', 'open', 'dropped'] AS states,
        ARRAY['nell', 'tobi', 'jun', NULL, 'mara', 'priya', 'oskar', 'tobi'] AS assignees
),
tasks AS (
    SELECT f.id AS fragment_id, f.title AS about, f.created_at, f.id * 2 + position AS i, position
    FROM fragments f, generate_series(1, 2) AS position
    WHERE f.id > 20 AND position <= f.id % 3      -- the first 20 notes have theirs already
)
INSERT INTO todos (fragment_id, position, assignee_id, status_id, title, effort_hours, due_on, done_at, updated_at)
SELECT t.fragment_id, t.position, u.id, s.id,
       format(w.titles[1 + t.i % 17], '“' || t.about || '”'),
       0.25 * (1 + (t.i * 5) % 22),
       CASE WHEN t.i % 7 > 0 THEN (t.created_at AT TIME ZONE 'UTC')::date + (7 + t.i * 11 % 60)::integer END,
       CASE WHEN s.is_final THEN t.created_at + make_interval(hours => (30 + t.i * 17 % 900)::integer) END,
       t.created_at + make_interval(hours => (30 + t.i * 17 % 900)::integer)
FROM tasks t
CROSS JOIN words w
JOIN status s      ON s."table" = 'todos' AND s.name = w.states[1 + t.i % 10]
LEFT JOIN users u  ON u.handle  = w.assignees[1 + t.i / 3 % 8]
ORDER BY t.fragment_id, t.position;

-- 231 contacts. 16 first and 15 last names share no divisor either.
WITH words AS (
    SELECT
        ARRAY['Alma', 'Bertil', 'Chiara', 'Dagmar', 'Emre', 'Fenna', 'Gustav', 'Hélène', 'Ines', 'Jarek', 'Käthe',
              'Lumi', 'Milo', 'Noor', 'Otis', 'Paloma'] AS first_names,
        ARRAY['Ackerblum', 'Bergstrøm', 'Castellan', 'Dünnwald', 'Eskelund', 'Farrow', 'Gärtnerin', 'Hollowell',
              'Ivarsen', 'Jankovar', 'Kettlewood', 'Lindwurm', 'Mossgrave', 'Nightjar', 'O''Tarn'] AS last_names,
        ARRAY['reader', 'bookseller', 'reader', 'illustrator', 'reviewer', 'reader', 'printer', 'translator'] AS trades,
        ARRAY['Seitenweise', 'The Folded Corner', 'Blei & Söhne', 'Under the Lamp', 'Papier Peint',
              'Margin Notes Ltd', 'Zweite Hand'] AS firms,
        ARRAY['Answers on Thursdays.', 'Prefers the telephone, answers by post.', E'Two addresses:\n1. home\n2. “home”',
              'Knows everybody in the harbour.', 'Still has our stapler.', 'Likes soup, loathes almanacs.',
              E'Discount:\t10 %', 'Do not mention the goat.', 'Spelled our name "Salvage". Twice.'] AS notes,
        ARRAY['mara', 'nell', 'tobi', 'jun', 'oskar', 'tobi'] AS keepers,
        ARRAY['almanac', NULL, 'lighthouse', NULL, 'workshop', NULL, 'almanac-soups', NULL, NULL] AS project_slugs
),
people AS (
    SELECT i, first_names[1 + i % 16] AS first_name, last_names[1 + i % 15] AS last_name,
           trades[1 + (i / 2) % 8] AS trade, firms[1 + (i * 3) % 7] AS firm, notes[1 + (i * 2) % 9] AS note,
           keepers[1 + (i * 5) % 6] AS keeper, project_slugs[1 + (i / 4) % 9] AS project_slug
    FROM words, generate_series(1, 231) AS i
)
INSERT INTO contacts
    (email, name, trade, company, keeper_id, project_slug, agreed_fee, last_contact_on, notes, metadata, updated_at)
SELECT translate(lower(p.first_name || '.' || p.last_name), 'éèäöüø''', 'eeaouo') || '@post.example',
       p.first_name || ' ' || p.last_name,
       p.trade,
       CASE WHEN p.trade <> 'reader' THEN p.firm END,
       u.id,
       p.project_slug,
       CASE WHEN p.trade IN ('printer', 'illustrator', 'translator') THEN 120 + (p.i * 377 % 4000) / 4.0 END,
       CASE WHEN p.i % 5 > 0 THEN DATE '2024-01-15' + p.i * 29 % 500 END,
       CASE WHEN p.i % 4 > 0 THEN p.note END,
       CASE
           WHEN p.i * 7 % 20 < 13 THEN jsonb_build_object('demo_seed', 'true', 'newsletter', p.i % 3 = 0)
           ELSE jsonb_build_object('newsletter', p.i % 3 = 0)
       END,
       '2024-06-01 09:00:00+00'::timestamptz + make_interval(hours => p.i * 37)
FROM people p
JOIN users u ON u.handle = p.keeper
ORDER BY p.i;

-- 120 conversations with Bobbin. Their ids are UUIDs, made from the number of the conversation.
WITH words AS (
    SELECT
        ARRAY['Is this a sentence?', 'Title, please', 'The moon, again', 'Soup logistics', 'Commas and mercy',
              'Ines on the stairs', 'Blurb panic', 'What rhymes with harbour', 'Shorter', 'Letter to nobody',
              'Gull dialogue'] AS titles,
        ARRAY['mara', 'jun', 'mara', 'oskar', 'tobi', 'nell', 'priya'] AS writers,
        ARRAY['lighthouse', NULL, 'almanac', 'almanac-weather', NULL, 'workshop-letters', 'almanac-soups',
              'lighthouse-audio'] AS project_slugs
)
INSERT INTO chat_sessions (id, user_id, project_id, title, started_at)
SELECT md5('conversation ' || i)::uuid, u.id, p.id, w.titles[1 + i % 11],
       '2024-11-04 17:00:00+00'::timestamptz + make_interval(hours => i * 41, mins => i * 13 % 60)
FROM words w
CROSS JOIN generate_series(1, 120) AS i
JOIN users u          ON u.handle = w.writers[1 + i % 7]
LEFT JOIN projects p  ON p.slug   = w.project_slugs[1 + i % 8]
ORDER BY i;

-- Four to sixteen messages each: a question, then its answer. Now and then the writer quotes a note,
-- always one flagged for the demo: nobody's private notes travel along as required rows.
WITH exchanges AS (
    SELECT ARRAY[
        ['Can you make this shorter?',                     'Yes.'],
        ['Is “suddenly” allowed?',                         'Once per book. You have spent it on page 3.'],
        ['What rhymes with harbour?',                      'Barber, if you squint. Arbour, if you garden.'],
        ['Who is speaking in the second paragraph?',       'I had hoped you knew. My guess is the goat.'],
        ['Count the commas, please.',                      E'41.\n38 of them are carrying furniture.'],
        ['Write me a title.',                              'How about the last four words of your first line?'],
        ['Hmm. Another one?',                              E'1.\tThe Step That Left\n2.\tA Hundred and Twelve\n3.\tMind the Stairs'],
        ['When is the next full moon?',                    'Your table says the 14th. The sky says the 13th. I side with the sky. 🌕'],
        ['Does this soup need salt?',                      'The recipe says "a little". The reader will want grams: 4.'],
        ['Is it any good?',                                'The third sentence is. Start there.'],
        ['Nell says to cut the prologue.',                 'Nell is right, and so is the prologue. Only one of them has to leave.'],
        ['Be honest.',                                     'I was. Shall I be kind as well?'],
        ['Wie schreibt man „Rhythmus“?',                   'So: Rhythmus. Zwei h, ein y, keine Gnade.'],
        ['What is the German for “late riser”?',           'Langschläfer. Five syllables shorter than the excuse.'],
        ['Where did I use this image before?',             'In chapter 2, in chapter 5, and in a letter to your landlord.'],
        ['Make the ending sadder.',                        'Remove the last line. See?'],
        ['Put it back!',                                   'Done. It remembers you fondly.'],
        ['Why did the file break?',                        'The path C:\new\table looks like a line break and a tab to careless readers.'],
        ['Give me a fact about gulls.',                    'They recognise faces. Yours is the one with the sandwich. 🥪'],
        ['How many words today?',                          E'Written:\t412\nKept:\t97\nA good day.'],
        ['I am stuck.',                                    'Describe the room. Leave out the one thing you look at.'],
        ['That worked, thank you.',                        'You are welcome. Save before you celebrate.'],
        ['One more question …',                            'It is 23:40. Ask it well.']
    ] AS pairs
),
quotable AS (
    SELECT id, title, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS total
    FROM fragments
    WHERE metadata ->> 'demo_seed' = 'true'
),
turns AS (
    SELECT session.id AS session_id, i, position,
           (i * 7 + (position - 1) / 2) % 23 + 1           AS pair,
           position % 2 = 1                                AS is_question,
           position % 2 = 1 AND (i * 3 + position) % 8 < 2 AS has_quote,
           session.started_at + make_interval(mins => position * 2 + i % 3, secs => i * 7 % 60) AS sent_at
    FROM generate_series(1, 120) AS i
    JOIN chat_sessions session ON session.id = md5('conversation ' || i)::uuid
    CROSS JOIN generate_series(1, 4 + 2 * (i * 5 / 3 % 7)) AS position
)
INSERT INTO chat_messages (session_id, position, author, fragment_id, body, sent_at)
SELECT t.session_id, t.position,
       CASE WHEN t.is_question THEN 'user' ELSE 'bobbin' END,
       q.id,
       e.pairs[t.pair][CASE WHEN t.is_question THEN 1 ELSE 2 END] || coalesce(E'\n> ' || q.title, ''),
       t.sent_at
FROM turns t
CROSS JOIN exchanges e
LEFT JOIN quotable q ON t.has_quote AND q.n = 1 + (t.i * 31 + t.position * 5) % q.total
ORDER BY t.i, t.position;

ANALYZE;
