-- More than a password: passkeys, codes of an authenticator app, and recovery codes.

create table passkey (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  -- How often the authenticator says it was used; it stays 0 with those that do not count.
  counter bigint not null,
  transports text[] not null,
  name text not null,
  -- Kept by its maker on several devices.
  synced boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_account_id on passkey (account_id);

-- What a passkey is asked to sign, once.
create table passkey_challenge (
  challenge text primary key,
  -- Whose new passkey it is for; null for signing in.
  account_id bigint references account on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenge_expires_at on passkey_challenge (expires_at);
create index passkey_challenge_account_id on passkey_challenge (account_id) where account_id is not null;

create table two_factor (
  account_id bigint primary key references account on delete cascade,
  -- Sealed with the instance's key.
  secret bytea not null,
  -- Null until a first code has shown that the app has the secret.
  enabled_at timestamptz,
  -- The half minute of the last code that was taken: none is taken twice.
  last_step bigint not null default 0
);

create table recovery_code (
  account_id bigint not null references account on delete cascade,
  code_hash bytea not null,
  primary key (account_id, code_hash)
);

-- Sign-ins whose password was right and whose code is still to come.
create table second_step (
  -- SHA-256 of the token.
  token_hash bytea primary key,
  account_id bigint not null references account on delete cascade,
  -- A new password ends it.
  password_epoch integer not null,
  wrong integer not null default 0,
  expires_at timestamptz not null
);
create index second_step_account_id on second_step (account_id);
create index second_step_expires_at on second_step (expires_at);

-- Random keys that all nodes share, made by the first that needs one.
create table instance_key (
  name text primary key,
  key bytea not null
);
