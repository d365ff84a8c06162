-- The catalogue of models: what lies on disk as of the last look, with what its own files and the hub say of it.
-- The disk is the truth; a row goes when its files do.
create table model (
    id uuid primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    profile text not null,
    repo text not null check (length(repo) between 1 and 300),
    revision text,
    rank integer not null,
    image text not null,
    model_dir text not null,
    place text not null check (place in ('HOME', 'SHARED')),
    format text not null check (format in ('GGUF', 'SAFETENSORS', 'OTHER')),
    run_bytes bigint not null check (run_bytes >= 0),
    files integer not null check (files >= 0),
    total_bytes bigint not null check (total_bytes >= 0),
    defect text,
    source text not null check (source in ('FOUND', 'ADDED', 'DOWNLOADED')),
    seen text not null,
    described text,
    architecture text,
    context_length integer,
    quantization text,
    chat_template boolean,
    license text,
    parameter_count bigint,
    dtype text,
    fetched_at timestamptz,
    last_used_at timestamptz
);

create unique index model_once on model (profile, repo, coalesce(revision, ''));
create index model_in_order on model (lower(repo), repo, profile, rank);
