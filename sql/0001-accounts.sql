-- People, and the sessions in which they are signed in.

create table account (
  id bigint generated always as identity primary key,
  username text not null check (username ~ '^[A-Za-z0-9_]{3,30}$'),
  email text not null,
  name text not null,
  bio text not null default '',
  site text,
  photo text,
  password_hash text not null,
  -- Raised at each change of the password: sessions of an earlier epoch are over.
  password_epoch integer not null default 1,
  active boolean not null default true,
  joined_at timestamptz not null default now(),
  followers integer not null default 0 check (followers >= 0),
  following integer not null default 0 check (following >= 0),
  images integer not null default 0 check (images >= 0)
);

create unique index account_username_key on account (lower(username));
create unique index account_email_key on account (lower(email));

create table session (
  id bigint generated always as identity primary key,
  -- SHA-256 of the token; the token itself is nowhere but with its owner.
  token_hash bytea not null unique,
  account_id bigint not null references account on delete cascade,
  password_epoch integer not null,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index session_account_id on session (account_id);
create index session_expires_at on session (expires_at);

-- Failed sign-ins by key (an address, an account, both): counted in the database, so that Redis is not needed to be safe.
create table throttle (
  key text primary key,
  points integer not null,
  expires_at timestamptz not null
);
create index throttle_expires_at on throttle (expires_at);
