-- Who may do what. A member is a person or a machine and has roles; a token acts for a member and may only narrow them.

CREATE TABLE members (
    organisation uuid NOT NULL REFERENCES organisations,
    id uuid NOT NULL,
    name text NOT NULL,
    subject text,
    roles text[] NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, name),
    UNIQUE (organisation, subject)
);
CALL isolate('members');
CREATE INDEX members_in_order ON members (organisation, created_at, id);

CREATE TABLE tokens (
    organisation uuid NOT NULL,
    id uuid NOT NULL,
    member uuid NOT NULL,
    project uuid,
    name text NOT NULL,
    prefix text NOT NULL UNIQUE,
    digest text NOT NULL,
    scopes text[],
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, member) REFERENCES members,
    FOREIGN KEY (organisation, project) REFERENCES projects
);
CALL isolate('tokens');
CREATE INDEX tokens_in_order ON tokens (organisation, created_at, id);

-- Before it is known whose it is, a token is found by the prefix that its bearer must know.
CREATE POLICY presented ON tokens FOR SELECT
    USING (prefix = nullif(current_setting('holdfast.token_prefix', true), ''));
