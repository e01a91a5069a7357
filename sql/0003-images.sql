-- Pictures (bytes, stored once) and images (a person's bookmark of a picture).

create table picture (
  id bigint generated always as identity primary key,
  -- SHA-256 of the bytes as they came, in hexadecimal.
  hash text not null unique,
  perceptual_hash text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  animated boolean not null,
  placeholder text not null,
  color text not null,
  sources jsonb not null,
  created_at timestamptz not null default now()
);

create table image (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  picture_id bigint not null references picture,
  slug text not null,
  title text not null,
  description text not null default '',
  alt text not null default '',
  page_url text,
  source_url text,
  likes integer not null default 0 check (likes >= 0),
  views integer not null default 0 check (views >= 0),
  bookmarked_at timestamptz not null default now(),
  unique (account_id, picture_id)
);

create index image_by_account on image (account_id, id desc);
create index image_picture_id on image (picture_id);

create table image_like (
  id bigint generated always as identity,
  image_id bigint not null references image on delete cascade,
  account_id bigint not null references account on delete cascade,
  created_at timestamptz not null default now(),
  primary key (image_id, account_id)
);

create index image_like_newest on image_like (image_id, id desc);
create index image_like_by_account on image_like (account_id);
