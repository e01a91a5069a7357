-- What people are to one another and to the instance: roles, private accounts, follow requests, blocks, mutes; and who is going.

alter table account
  add column role text not null default 'person' check (role in ('person', 'moderator', 'administrator')),
  -- What it shows is for its followers, whom it approves.
  add column private boolean not null default false,
  add column email_confirmed_at timestamptz,
  add column suspended_at timestamptz,
  -- Its owner wants it gone by then; until then signing in brings it back.
  add column delete_at timestamptz,
  -- For the person alone.
  add column born_on date,
  -- A BCP 47 tag, and an IANA name; null is as the device has it.
  add column language text,
  add column time_zone text,
  -- Whoever comes by a provider or a passkey may have none.
  alter column password_hash drop not null,
  drop column active;

-- Whether it is there for others, and may be signed in to.
alter table account add column active boolean not null generated always as (suspended_at is null and delete_at is null) stored;
create index account_delete_at on account (delete_at) where delete_at is not null;

-- Whoever was here first runs the instance.
update account set role = 'administrator' where id = (select min(id) from account);

-- When the person last proved that it is them: security settings want that to be recent.
alter table session add column signed_in_at timestamptz not null default now();

create table follow_request (
  follower_id bigint not null references account on delete cascade,
  followed_id bigint not null references account on delete cascade,
  requested_at timestamptz not null default now(),
  primary key (followed_id, follower_id),
  check (follower_id <> followed_id)
);
create index follow_request_by_follower on follow_request (follower_id);

-- Neither sees the other.
create table block (
  blocker_id bigint not null references account on delete cascade,
  blocked_id bigint not null references account on delete cascade,
  blocked_at timestamptz not null default now(),
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index block_by_blocked on block (blocked_id, blocker_id);

-- What they do is not told to the one; they do not learn of it.
create table mute (
  muter_id bigint not null references account on delete cascade,
  muted_id bigint not null references account on delete cascade,
  muted_at timestamptz not null default now(),
  primary key (muter_id, muted_id),
  check (muter_id <> muted_id)
);
create index mute_by_muted on mute (muted_id, muter_id);

-- The people whose things an event tells of: whoever may not see one of them does not hear it.
alter table event add column subjects bigint[] not null default '{}';
