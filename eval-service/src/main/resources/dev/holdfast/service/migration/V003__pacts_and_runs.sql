-- Pacts with their files, and what agents were seen to do. Documents are kept as `json`: the very text that was written,
-- so that an evaluation has the same bytes wherever it is read. What is asked for stands in columns beside them.

CREATE TABLE pacts (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    agent uuid,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, project, name),
    FOREIGN KEY (organisation, project) REFERENCES projects,
    FOREIGN KEY (organisation, agent) REFERENCES agents
);
CALL isolate('pacts');
CREATE INDEX pacts_in_order ON pacts (organisation, created_at, id);

CREATE TABLE pact_versions (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    number int NOT NULL,
    author uuid NOT NULL,
    entry text NOT NULL,
    digest text NOT NULL,
    pact_digest text NOT NULL,
    suite_digest text NOT NULL,
    promises int NOT NULL,
    tasks int NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, pact, number),
    UNIQUE (organisation, pact, digest),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, author) REFERENCES members
);
CALL isolate('pact_versions', 'SELECT, INSERT');

CREATE TABLE pact_files (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    version uuid NOT NULL,
    path text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (organisation, version, path),
    FOREIGN KEY (organisation, version) REFERENCES pact_versions
);
CALL isolate('pact_files', 'SELECT, INSERT');

CREATE TABLE runs (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    name text NOT NULL,
    author uuid NOT NULL,
    plan json,
    started_at timestamptz,
    stored_at timestamptz NOT NULL,
    observations int NOT NULL,
    failures int NOT NULL,
    models text[] NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, pact, name),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, author) REFERENCES members
);
CALL isolate('runs');
CREATE INDEX runs_in_order ON runs (organisation, stored_at, id);
CREATE INDEX runs_of_pact ON runs (organisation, pact, stored_at, id);

-- One line of a run file each. No foreign key: it would be looked up for each of thousands of rows a second, and rows go
-- with their run by `delete_run`.
CREATE TABLE observations (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    run uuid NOT NULL,
    ordinal int NOT NULL,
    stored_at timestamptz NOT NULL,
    task text NOT NULL,
    repeat int NOT NULL,
    failure text,
    model text,
    latency_ms double precision,
    line json NOT NULL,
    PRIMARY KEY (organisation, run, ordinal, stored_at)
) PARTITION BY RANGE (stored_at);
CALL isolate('observations');
CREATE INDEX observations_of_task ON observations (organisation, run, task);

-- Makes the month's partition where there is none. It runs as the owner, since the service may make no tables.
CREATE PROCEDURE prepare_month(moment timestamptz) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
    partition text := 'observations_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(partition) IS NULL THEN
        -- several nodes may come upon the same new month
        PERFORM pg_advisory_xact_lock(hashtext(partition));
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I PARTITION OF observations FOR VALUES FROM (%L) TO (%L)',
            partition, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
        EXECUTE format('CREATE POLICY mine ON %I USING (organisation = current_organisation())', partition);
    END IF;
END
$$;
REVOKE ALL ON PROCEDURE prepare_month FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE prepare_month TO ${app};

-- What judges said of a run's answers.
CREATE TABLE votes (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    run uuid NOT NULL,
    ordinal int NOT NULL,
    line json NOT NULL,
    PRIMARY KEY (organisation, run, ordinal),
    FOREIGN KEY (organisation, run) REFERENCES runs ON DELETE CASCADE
);
CALL isolate('votes');
