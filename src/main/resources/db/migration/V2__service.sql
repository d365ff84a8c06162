-- Inference services. The row is committed before sbatch runs; job_id follows. Secrets never come here.
create table service (
    id uuid primary key,
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    name text not null check (length(name) between 1 and 100),
    image text not null,
    image_ref text not null,
    model text not null,
    revision text,
    profile text not null,
    host text not null,
    user_name text,
    home_directory text not null,
    cache_directory text not null,
    submitting_since timestamptz not null,
    job_id text check (job_id ~ '^[0-9]+$'),
    port integer not null check (port between 1 and 65535),
    status text not null
        check (status in ('SUBMITTED', 'PENDING', 'STARTING', 'HEALTHY', 'UNHEALTHY', 'STOPPED', 'TIMEOUT', 'FAILED')),
    time_seconds bigint not null check (time_seconds > 0),
    cpus integer not null check (cpus >= 1),
    memory_gb integer not null check (memory_gb >= 1),
    gpus integer not null check (gpus >= 0),
    partition_name text,
    node_constraint text,
    account text,
    tier text,
    engine text not null check (engine in ('vllm', 'llama.cpp')),
    grace_seconds bigint not null check (grace_seconds >= 0),
    idempotency_key text unique,
    phase text not null check (phase in ('QUEUED', 'STARTING', 'LOADING', 'READY', 'DRAINING', 'ENDED')),
    phase_since timestamptz not null,
    reason text,
    unknown_since timestamptz,
    node text,
    started_at timestamptz,
    ends_at timestamptz,
    slurm_state text,
    slurm_reason text,
    exit_code text,
    stop_asked_at timestamptz,
    last_used_at timestamptz,
    check ((phase = 'ENDED') = (status in ('STOPPED', 'TIMEOUT', 'FAILED')))
);

-- The port is our own handle for a service, so two live ones never share it.
create unique index service_live_port on service (port)
    where status not in ('STOPPED', 'TIMEOUT', 'FAILED');
create index service_newest on service (created_at desc, id);
