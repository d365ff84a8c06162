-- When a job left the queue for the first time; started_at is that of its last run. Of earlier rows nothing better is known.
alter table service add first_started_at timestamptz;
update service set first_started_at = started_at;
