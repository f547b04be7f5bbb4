-- The findings of an evaluation beside its document, which also holds every flipped answer: a chart over forty runs reads
-- forty times the findings.
ALTER TABLE evaluations ADD findings json GENERATED ALWAYS AS (document -> 'findings') STORED;

-- What a pact may cost a month, in the words of the same version as the rest of the row. It is absent where there is no
-- budget, and where the version was published before this was written down.
ALTER TABLE schedules ADD month_usd double precision;
