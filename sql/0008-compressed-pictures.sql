-- Whether the smaller files have been made, or cannot be: in a quiet moment after the save.
alter table picture add column compressed boolean not null default false;
create index picture_not_compressed on picture (id) where not compressed;
