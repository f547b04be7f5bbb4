-- Each sign-in at an identity provider makes a token that nobody is told. Over, it is of no use to anybody.
ALTER TABLE tokens ADD COLUMN of_session boolean NOT NULL DEFAULT false;
ALTER TABLE tokens NO FORCE ROW LEVEL SECURITY;
UPDATE tokens SET of_session = true
    WHERE name LIKE 'signed in at http%' AND scopes IS NULL 
      AND expires_at - created_at BETWEEN interval '11 hours 59 minutes' AND interval '12 hours 1 minute';
ALTER TABLE tokens FORCE ROW LEVEL SECURITY;

-- No other token is ever deleted: those are revoked, and stay to be seen.
CREATE POLICY of_session ON tokens AS RESTRICTIVE FOR DELETE USING (of_session);
CREATE INDEX tokens_of_sessions ON tokens (organisation, expires_at) WHERE of_session;
