-- Personal tokens for scripts: only a hash is kept, the secret is shown once.
create table access_token (
    id uuid primary key,
    created_at timestamptz not null,
    name text not null unique check (length(name) between 1 and 100),
    scopes text not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    hash bytea not null unique check (length(hash) = 32)
);
