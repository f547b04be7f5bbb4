-- Organisations, and what every later table needs to be kept to one of them.
--
-- Conventions: the first column of a table's primary key is `organisation`, and references between tables carry it, so
-- that no row can point into another organisation. A table with a column `project` is also kept to the project of a
-- token that is bound to one. `${app}` is the role that the service works as.

CREATE FUNCTION current_organisation() RETURNS uuid LANGUAGE sql STABLE
    RETURN nullif(current_setting('holdfast.organisation', true), '')::uuid;

CREATE FUNCTION current_project() RETURNS uuid LANGUAGE sql STABLE
    RETURN nullif(current_setting('holdfast.project', true), '')::uuid;

-- Keeps a table's rows to their organisation, for its owner too, and lets the service in.
CREATE PROCEDURE isolate(isolated regclass, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') LANGUAGE plpgsql AS $$
DECLARE
    mine text := 'organisation = current_organisation()';
BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = isolated AND attname = 'project' AND NOT attisdropped) THEN
        mine := mine || ' AND (current_project() IS NULL OR project = current_project())';
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', isolated);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', isolated);
    EXECUTE format('CREATE POLICY mine ON %s USING (%s) WITH CHECK (%s)', isolated, mine, mine);
    EXECUTE format('GRANT %s ON %s TO ${app}', rights, isolated);
END
$$;

-- One row once there is a first organisation. It belongs to nobody and tells nothing else.
CREATE TABLE installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    founded_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON installation TO ${app};

CREATE TABLE organisations (
    organisation uuid PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL
);
CALL isolate('organisations');

CREATE TABLE projects (
    organisation uuid NOT NULL REFERENCES organisations,
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, name)
);
CALL isolate('projects');
CREATE POLICY own_project ON projects AS RESTRICTIVE USING (current_project() IS NULL OR id = current_project());
CREATE INDEX projects_in_order ON projects (organisation, created_at, id);

CREATE TABLE agents (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    about text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, project, name),
    FOREIGN KEY (organisation, project) REFERENCES projects
);
CALL isolate('agents');
CREATE INDEX agents_in_order ON agents (organisation, created_at, id);
