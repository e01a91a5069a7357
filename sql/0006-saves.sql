-- What people are saving and the server is at work on, how long they hold their breath, and pictures that look alike.

create table save (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'working', 'failed')),
  -- Either the address to fetch, or the SHA-256 of the original that the server has already.
  url text,
  hash text,
  title text not null,
  description text not null default '',
  alt text not null default '',
  page_url text,
  began_at timestamptz not null default now(),
  retry_at timestamptz,
  -- When it was put off for the first time, at the wish of a site.
  postponed_at timestamptz,
  -- An ErrorView.
  error json,
  check ((url is null) = (hash is not null)),
  check ((state = 'failed') = (error is not null))
);

create index save_by_account on save (account_id, id);
create index save_hash on save (hash) where hash is not null;

alter table account add column save_delay integer not null default 0 check (save_delay = 0 or save_delay between 5 and 60);

-- Until then nobody but its owner sees the image. A job ends it.
alter table image add column held_until timestamptz;
create index image_held_until on image (held_until) where held_until is not null;

-- Four bands of 16 bits: of two hashes that differ in at most seven bits, one band differs in at most one; of more, nearly always.
create index picture_band_1 on picture (substr(perceptual_hash, 1, 4));
create index picture_band_2 on picture (substr(perceptual_hash, 5, 4));
create index picture_band_3 on picture (substr(perceptual_hash, 9, 4));
create index picture_band_4 on picture (substr(perceptual_hash, 13, 4));
