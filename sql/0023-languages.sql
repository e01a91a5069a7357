-- In which language a person is written to who has chosen none: the one in which they were here last.
alter table account add column last_language text;

-- What the owner of an image says of it in other languages, for whoever reads those.
create table image_translation (
  image_id bigint not null references image on delete cascade,
  -- BCP 47.
  language text not null,
  -- '' is as in the image itself.
  title text not null default '',
  alt text not null default '',
  primary key (image_id, language)
);
