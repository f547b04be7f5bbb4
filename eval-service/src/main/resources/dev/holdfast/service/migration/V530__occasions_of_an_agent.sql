-- Runs of two agents may go by one name: an occasion is one agent's. Whose the oldest are is not known.
ALTER TABLE occasions NO FORCE ROW LEVEL SECURITY;
UPDATE occasions SET subject = '{}' WHERE subject IS NULL;
ALTER TABLE occasions FORCE ROW LEVEL SECURITY;
ALTER TABLE occasions ALTER COLUMN subject SET NOT NULL;
ALTER TABLE occasions DROP CONSTRAINT occasions_pkey;
ALTER TABLE occasions ADD PRIMARY KEY (organisation, subject, evaluation);
