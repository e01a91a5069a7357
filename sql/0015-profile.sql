-- Copies of everything that is somebody's, made for them; a row goes when its file goes.
create table export (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'working', 'ready', 'failed')),
  -- Pictures.
  done integer not null default 0,
  total integer not null default 0,
  begun_at timestamptz not null default now(),
  -- Its name in the store, and its size; null until it is ready.
  file text,
  bytes bigint,
  expires_at timestamptz,
  check ((state = 'ready') = (file is not null))
);
-- One at a time for each person.
create unique index export_account_id on export (account_id);
create index export_expires_at on export (expires_at) where expires_at is not null;
create index export_file on export (file) where file is not null;

-- When signing in brought it back from its end: said once.
alter table account add column restored_at timestamptz;
