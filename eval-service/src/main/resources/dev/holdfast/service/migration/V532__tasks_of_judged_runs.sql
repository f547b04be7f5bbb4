-- Answers to one task go together: what a jury said of all answers is worth no more than there are tasks.
ALTER TABLE judged_runs ADD COLUMN tasks bigint;
ALTER TABLE judged_runs NO FORCE ROW LEVEL SECURITY;
ALTER TABLE observations NO FORCE ROW LEVEL SECURITY;
UPDATE judged_runs j SET tasks = greatest(1, (
    SELECT count(DISTINCT o.task) FROM observations o
    WHERE o.organisation = j.organisation AND o.run = j.run AND o.stored_at = j.stored_at));
ALTER TABLE judged_runs FORCE ROW LEVEL SECURITY;
ALTER TABLE observations FORCE ROW LEVEL SECURITY;
