-- How an instance is kept in order: what it is set to, who may come in, what is reported, and what was done about it.

create table setting (
  name text primary key,
  value json not null,
  changed_at timestamptz not null default now()
);

create index account_staff on account (id) where role <> 'person';

-- Why somebody is suspended, in words that they are told.
alter table account add column suspended_for text;

create table invitation (
  id bigint generated always as identity primary key,
  -- SHA-256 of the code; the code itself is nowhere but with whoever was given it.
  code_hash bytea not null unique,
  account_id bigint not null references account on delete cascade,
  -- It is for whoever has this e-mail alone; null is for anybody.
  email text,
  uses integer not null check (uses between 1 and 100),
  used integer not null default 0 check (used between 0 and uses),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index invitation_by_account on invitation (account_id, id desc);

-- By whose invitation they came.
alter table account add column invited_by bigint references account on delete set null;
create index account_invited_by on account (invited_by) where invited_by is not null;

create table report (
  id bigint generated always as identity primary key,
  reporter_id bigint references account on delete set null,
  kind text not null check (kind in ('image', 'account')),
  -- Whose it is, or who it is.
  account_id bigint not null references account on delete cascade,
  image_id bigint references image on delete set null,
  reason text not null check (reason in ('spam', 'harassment', 'violence', 'nudity', 'illegal', 'rights', 'other')),
  words text not null default '',
  sent_at timestamptz not null default now(),
  resolved_at timestamptz,
  outcome text check (outcome in ('nothing', 'removed', 'suspended', 'settled')),
  answer text not null default '',
  resolved_by bigint references account on delete set null,
  check ((resolved_at is null) = (outcome is null))
);
-- One open report of a person about a thing.
create unique index report_once on report (reporter_id, account_id, coalesce(image_id, 0)) where resolved_at is null;
create index report_open on report (id desc) where resolved_at is null;
create index report_account_id on report (account_id);
create index report_image_id on report (image_id) where image_id is not null;
create index report_resolved_by on report (resolved_by) where resolved_by is not null;

-- What those who keep order have done: kept when the people it is about are gone, but without them.
create table action (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id bigint references account on delete set null,
  action text not null,
  account_id bigint references account on delete set null,
  -- The number of the image, which may be gone.
  image_id bigint,
  reason text not null default ''
);
create index action_by_actor on action (actor_id) where actor_id is not null;
create index action_by_account on action (account_id, id desc) where account_id is not null;

-- The nodes that run, as each says of itself every few seconds.
create table node (
  name text primary key,
  seen_at timestamptz not null default now(),
  state json not null
);
