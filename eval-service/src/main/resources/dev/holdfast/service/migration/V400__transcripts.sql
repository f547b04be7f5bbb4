-- Transcripts, sealed. What is erased leaves its row behind, without text, salt and key; its digest stays, since the
-- audit log speaks of it, and says nothing any more.

CREATE TABLE transcript_settings (
    organisation uuid PRIMARY KEY REFERENCES organisations,
    document json NOT NULL,
    set_at timestamptz NOT NULL
);
CALL isolate('transcript_settings');

CREATE TABLE transcripts (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    run uuid NOT NULL,
    task text NOT NULL,
    repeat int NOT NULL,
    digest text NOT NULL,
    kept_at timestamptz NOT NULL,
    keep_until timestamptz,
    erased_at timestamptz,
    key_id int,
    wrapped_key bytea,
    ciphertext bytea,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, run, task, repeat),
    FOREIGN KEY (organisation, run) REFERENCES runs,
    FOREIGN KEY (organisation, project) REFERENCES projects,
    CHECK ((erased_at IS NULL) = (key_id IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (wrapped_key IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (ciphertext IS NOT NULL))
);
CALL isolate('transcripts');
CREATE INDEX transcripts_due ON transcripts (organisation, keep_until) WHERE erased_at IS NULL;
CREATE INDEX transcripts_by_key ON transcripts (organisation, key_id) WHERE erased_at IS NULL;
