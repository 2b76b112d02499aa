//! Which tables are there?
//!
//! Documents and corrections are ground state; every other table is made from them and can be made again. Each step of
//! `STEPS` leads from one schema version to the next, in one transaction. A step that was released is never changed.
//! docs/record-format.md describes the tables for whoever reads the file with other tools.

/// `PRAGMA application_id` of a record: `onrc`.
pub(super) const APPLICATION: i64 = 0x6F6E_7263;

/// The schema version that this program writes: the number of steps.
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// SQL that leads from version `i` to `i + 1`.
pub(super) const STEPS: &[&str] = &[
    // 1: documents, corrections, and what is made from them.
    "
    CREATE TABLE documents (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL,
        media TEXT NOT NULL,
        outlet TEXT, agency TEXT, title TEXT, address TEXT, published TEXT, ground_rule TEXT, timezone TEXT,
        language TEXT, event_name TEXT, event_date TEXT, event_venue TEXT, event_channel TEXT,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE corrections (
        row INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents(row),
        statement TEXT NOT NULL,
        source_bytes TEXT NOT NULL,
        content_bytes TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX corrections_of ON corrections(document);

    CREATE TABLE readings (
        document INTEGER PRIMARY KEY REFERENCES documents(row),
        form INTEGER NOT NULL,
        kind TEXT NOT NULL,
        outlet TEXT,
        outlet_folded TEXT,
        title TEXT,
        published_earliest TEXT,
        published_latest TEXT,
        statements INTEGER NOT NULL,
        questions INTEGER NOT NULL,
        value BLOB NOT NULL
    ) STRICT;
    CREATE TABLE statements (
        row INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents(row),
        number INTEGER NOT NULL,
        speaker TEXT,
        person TEXT,
        addressee TEXT,
        form TEXT NOT NULL,
        certainty TEXT NOT NULL,
        negated INTEGER NOT NULL,
        said_earliest TEXT,
        said_latest TEXT,
        said_order TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX statements_of ON statements(document);
    CREATE INDEX statements_by_day ON statements(said_order);
    CREATE TABLE voices (
        statement INTEGER NOT NULL REFERENCES statements(row),
        number INTEGER NOT NULL,
        person TEXT,
        folded TEXT NOT NULL,
        PRIMARY KEY (statement, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX voices_by_person ON voices(person);
    CREATE TABLE speakers (
        document INTEGER NOT NULL REFERENCES documents(row),
        number INTEGER NOT NULL,
        person TEXT,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        statements INTEGER NOT NULL,
        PRIMARY KEY (document, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX speakers_by_person ON speakers(person);
    CREATE TABLE titles (
        document INTEGER NOT NULL REFERENCES documents(row),
        speaker INTEGER NOT NULL,
        title TEXT NOT NULL,
        first TEXT,
        last TEXT
    ) STRICT;
    CREATE INDEX titles_of ON titles(document);
    CREATE VIRTUAL TABLE statement_words USING fts5(
        content, speaker, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2\"
    );
    CREATE VIRTUAL TABLE document_words USING fts5(
        words, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2\"
    );
    ",
    // 2: what statements have to do with one another. `linked` is the generation that the links were made from; any change
    // of the rows of statements makes a new generation.
    "
    CREATE INDEX readings_by_day ON readings(kind, published_earliest);
    CREATE TABLE link_state (generation INTEGER NOT NULL, linked INTEGER NOT NULL, judges INTEGER NOT NULL) STRICT;
    INSERT INTO link_state VALUES (1, 0, 0);
    CREATE TABLE links (
        row INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        strength TEXT NOT NULL,
        score REAL NOT NULL,
        words TEXT NOT NULL
    ) STRICT;
    CREATE TABLE link_members (
        link INTEGER NOT NULL REFERENCES links(row),
        side INTEGER NOT NULL,
        place INTEGER NOT NULL,
        document TEXT NOT NULL,
        statement INTEGER,
        PRIMARY KEY (link, side, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX link_members_of ON link_members(document, statement);
    CREATE TABLE link_figures (
        link INTEGER NOT NULL REFERENCES links(row),
        place INTEGER NOT NULL,
        document TEXT NOT NULL,
        statement INTEGER NOT NULL,
        min REAL, max REAL,
        exclusive INTEGER NOT NULL,
        approx INTEGER NOT NULL,
        counted TEXT, state TEXT,
        certainty TEXT NOT NULL,
        said_earliest TEXT, said_latest TEXT,
        PRIMARY KEY (link, place)
    ) STRICT, WITHOUT ROWID;
    ",
    // 3: what users said about who is who. Ground state; numbers are never given twice.
    "
    CREATE TABLE identities (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        person TEXT NOT NULL,
        other TEXT NOT NULL,
        documents TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT;
    ",
    // 4: when a document was taken from its address. Ground state; not known of the documents of older records.
    "
    ALTER TABLE documents ADD COLUMN fetched TEXT;
    ",
];
