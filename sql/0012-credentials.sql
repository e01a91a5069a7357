-- What proves who somebody is: links that were mailed to them, browsers that they have signed in from.

-- Of a token only its SHA-256 is here. Of each purpose the newest link of an account is the only one that works.
create table mailed_link (
  token_hash bytea primary key,
  account_id bigint not null references account on delete cascade,
  purpose text not null check (purpose in ('confirm-email', 'change-at-old', 'change-at-new', 'reset-password')),
  -- Where it was sent: whoever follows it reads the mail of this address.
  email text not null,
  expires_at timestamptz not null,
  unique (account_id, purpose)
);
create index mailed_link_expires_at on mailed_link (expires_at);

-- The address that a person wants instead, until whoever reads the old one and whoever reads the new one have agreed.
create table email_change (
  account_id bigint primary key references account on delete cascade,
  email text not null,
  old_agreed boolean not null default false,
  new_agreed boolean not null default false,
  expires_at timestamptz not null
);
create index email_change_expires_at on email_change (expires_at);

-- Browsers in which somebody has signed in before: guesses made elsewhere do not keep them out there.
create table known_device (
  token_hash bytea not null,
  account_id bigint not null references account on delete cascade,
  expires_at timestamptz not null,
  primary key (token_hash, account_id)
);
create index known_device_account_id on known_device (account_id);
create index known_device_expires_at on known_device (expires_at);

-- From where it began: the address without its last part.
alter table session add column network text not null default '';
