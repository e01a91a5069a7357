-- What a device calls each of its saves: asked for once more, because the answer was lost, it is the same save.

create table save_key (
  account_id bigint not null references account on delete cascade,
  key text not null,
  -- The SaveView that was answered: the save itself goes when it is an image.
  answer json not null,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);

create index save_key_created_at on save_key (created_at);
