-- The whole of what was asked for: "ensure", a repeated request and a successor compare with it or launch it again.
-- Arguments and variables stand one a line, each line ended; they hold no line breaks and no secrets.
alter table service
    add engine_args text not null default '',
    add engine_env text not null default '',
    add trust_remote_code boolean not null default false,
    add idle_minutes integer check (idle_minutes >= 1),
    add gres text,
    add sif text,
    add fingerprint text,
    add stop_reason text;
