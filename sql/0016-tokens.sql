-- Personal access tokens: what a person's own programs come with instead of a session.

create table access_token (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  name text not null,
  -- SHA-256 of 256 random bits: a slow hash would add nothing.
  token_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  -- Null for one that does not end by itself.
  expires_at timestamptz
);
create index access_token_by_account on access_token (account_id, id);
