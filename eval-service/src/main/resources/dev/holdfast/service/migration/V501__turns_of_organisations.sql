-- Of each organisation only so many shards are handed to the timetable at a time, so that one that wants a lot keeps no
-- other from its turn. `queued` says that a shard was handed over.
ALTER TABLE shards ADD queued boolean NOT NULL DEFAULT false;
CREATE INDEX shards_open ON shards (organisation, due_run) WHERE NOT done;

-- What the timetable remembers is done by one kind of job.
UPDATE quartz.qrtz_job_details SET job_class_name = 'dev.holdfast.service.schedule.ErrandJob';
