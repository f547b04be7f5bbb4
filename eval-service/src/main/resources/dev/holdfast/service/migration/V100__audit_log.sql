-- The audit log: leaves, the complete subtrees over them, and what was signed. Rows are added and read, nothing else:
-- the service has no right to more, and whoever has is refused by the trigger.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only added to';
END
$$;

CREATE PROCEDURE only_added_to(log regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
        || 'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', log);
END
$$;

-- Which organisations have a log. The task that signs checkpoints may list them, and sees no more than that.
CREATE TABLE audit_logs (
    organisation uuid PRIMARY KEY REFERENCES organisations
);
CALL isolate('audit_logs', 'SELECT, INSERT');
CALL only_added_to('audit_logs');
CREATE POLICY listed ON audit_logs FOR SELECT
    USING (current_setting('holdfast.task', true) = 'checkpoints');

-- `leaf` is what is hashed, letter for letter; the other columns repeat parts of it, to be searched.
CREATE TABLE audit_events (
    organisation uuid NOT NULL REFERENCES audit_logs,
    seq bigint NOT NULL CHECK (seq >= 0),
    at timestamptz NOT NULL,
    action text NOT NULL,
    object text NOT NULL,
    leaf text NOT NULL,
    PRIMARY KEY (organisation, seq)
);
CALL isolate('audit_events', 'SELECT, INSERT');
CALL only_added_to('audit_events');
CREATE INDEX audit_events_by_object ON audit_events (organisation, object, seq);
CREATE INDEX audit_events_by_time ON audit_events (organisation, at, seq);

CREATE TABLE audit_nodes (
    organisation uuid NOT NULL REFERENCES audit_logs,
    level smallint NOT NULL CHECK (level >= 0),
    index bigint NOT NULL CHECK (index >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (organisation, level, index)
);
CALL isolate('audit_nodes', 'SELECT, INSERT');
CALL only_added_to('audit_nodes');

CREATE TABLE audit_checkpoints (
    organisation uuid NOT NULL REFERENCES audit_logs,
    size bigint NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, size)
);
CALL isolate('audit_checkpoints', 'SELECT, INSERT');
CALL only_added_to('audit_checkpoints');
