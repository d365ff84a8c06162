-- Downloads of models. The row is committed before the program starts that moves the bytes; how far that is lies in its folder.
create table download (
    id uuid primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    repo text not null,
    profile text not null,
    revision text,
    commit_hash text not null check (commit_hash ~ '^[0-9a-f]{40}$'),
    use_cache boolean not null,
    root text not null,
    folder text not null,
    files text not null,
    site text not null check (site in ('HERE', 'SLURM')),
    partition_name text,
    status text not null
        check (status in ('PENDING', 'DOWNLOADING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED')),
    sentence text not null,
    job_id text check (job_id ~ '^[0-9]+$'),
    attempts integer not null,
    bytes_done bigint not null,
    bytes_total bigint not null,
    files_done integer not null,
    files_total integer not null
);
create index download_newest on download (created_at desc, id);
