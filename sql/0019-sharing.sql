-- Images kept from others, what is related to one, and who wants no images by mail.

-- The image of somebody else that this one was kept from; its number stays when that one has gone.
alter table image add column kept_from bigint;

-- What else somebody likes is read in this order, and from it alone.
create index image_like_newest_by_account on image_like (account_id, id desc) include (image_id);
drop index image_like_by_account;

-- Addresses may be longer than an entry of an index.
create index image_by_page on image (md5(page_url), id desc) where page_url is not null;

-- The host of a web address, as people know it.
create function site_of(address text) returns text language sql immutable parallel safe as $$
  select substring(lower(address) from '^https?://(?:[^/?#@]*@)?(?:www\.)?([^/:?#]+)')
$$;
create index image_by_site on image (site_of(page_url), id) where page_url is not null;

-- By a keyed hash: whom nobody mails an image from here.
create table share_refusal (
  address_hash bytea primary key,
  refused_at timestamptz not null default now()
);
