-- Who is signed in with a browser. A session stands for a token and is good for no longer than it is.

CREATE TABLE console_sessions (
    organisation uuid NOT NULL,
    id uuid NOT NULL,
    token uuid NOT NULL,
    digest text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, token) REFERENCES tokens
);
CALL isolate('console_sessions');

-- Before it is known whose it is, a session is found by the digest of what only its browser has.
CREATE POLICY presented ON console_sessions FOR SELECT
    USING (digest = nullif(current_setting('holdfast.session_digest', true), ''));
