-- What is popular: how much an image is looked at, liked and kept, of which half is forgotten every two days.

-- A view weighs 1, a like 5, somebody else's keeping of the same picture 10, each multiplied by 2^(t / 2 days), where t is when it
-- happened; an image's score is the logarithm (base 2) of their sum. All scores lose the same in the same time, so that their order does
-- not depend on when one looks: nothing is written as time goes by, and an index serves the list. Forward decay: Cormode, Shkapenyuk,
-- Srivastava and Xu, "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009.

-- log2(2^a + 2^b), where those may be too large for numbers; -infinity is nothing.
create function log2_sum(a float8, b float8) returns float8 language sql immutable strict parallel safe as $$
  select case when abs(a - b) <= 60 then greatest(a, b) + ln(1 + power(2::float8, -abs(a - b))) / ln(2::float8) else greatest(a, b) end
$$;

-- log2(2^a - 2^b); what is left of nothing but rounding is nothing.
create function log2_difference(a float8, b float8) returns float8 language sql immutable strict parallel safe as $$
  select case when a - b > 60 then a when a - b < 1e-9 then '-infinity' else a + ln(1 - power(2::float8, b - a)) / ln(2::float8) end
$$;

create aggregate log2_total(float8) (sfunc = log2_sum, stype = float8, initcond = '-infinity', parallel = safe, combinefunc = log2_sum);

-- What something of this weight adds to a score.
create function rank_gain(weight float8, at timestamptz) returns float8 language sql stable strict parallel safe as $$
  select ln(weight) / ln(2::float8) + extract(epoch from at)::float8 / (2 * 86400)
$$;

-- Apart from the image, whose other indexes need not be written for each view. A row goes with its image.
create table image_rank (
  image_id bigint primary key references image on delete cascade,
  -- Of the image: an index can then serve the list of one person.
  owner_id bigint not null,
  -- Views are not kept one by one: this part cannot be counted anew.
  seen float8 not null default '-infinity',
  liked float8 not null default '-infinity',
  kept float8 not null default '-infinity',
  score float8 not null generated always as (log2_sum(log2_sum(seen, liked), kept)) stored
) with (fillfactor = 80);

create index image_rank_score on image_rank (score desc, image_id desc) where score > '-infinity'::float8;
create index image_rank_by_owner on image_rank (owner_id, score desc, image_id desc) where score > '-infinity'::float8;

-- A view changes no indexed column of an image.
alter table image set (fillfactor = 90);

-- Likes come and go by several statements, and with accounts and images: all of them are told here. One's own count for nothing.
create function image_rank_liked() returns trigger language plpgsql as $$
begin
  insert into image_rank (image_id, owner_id, liked)
  select image.id, image.account_id, log2_total(rank_gain(5, fresh.created_at))
  from fresh join image on image.id = fresh.image_id and image.account_id <> fresh.account_id
  group by image.id order by image.id
  on conflict (image_id) do update set liked = log2_sum(image_rank.liked, excluded.liked);
  return null;
end $$;
create trigger image_rank_liked after insert on image_like
  referencing new table as fresh for each statement execute function image_rank_liked();

create function image_rank_unliked() returns trigger language plpgsql as $$
begin
  update image_rank set liked = log2_difference(liked, lost.gain)
  from (select image_id, account_id, log2_total(rank_gain(5, created_at)) as gain from gone group by 1, 2) as lost
  where image_rank.image_id = lost.image_id and image_rank.owner_id <> lost.account_id;
  return null;
end $$;
create trigger image_rank_unliked after delete on image_like
  referencing old table as gone for each statement execute function image_rank_unliked();

-- Pictures of which somebody has begun or ceased to keep one: what that means for the others is counted a few seconds later, because two
-- who keep the same one at the same time do not see each other.
create table picture_kept (picture_id bigint not null);

create function picture_kept() returns trigger language plpgsql as $$
begin
  insert into picture_kept (picture_id) values (coalesce(new.picture_id, old.picture_id));
  return null;
end $$;
create trigger picture_kept_begun after insert on image for each row when (new.held_until is null) execute function picture_kept();
create trigger picture_kept_shown after update of held_until on image
  for each row when (old.held_until is not null and new.held_until is null) execute function picture_kept();
create trigger picture_kept_ended after delete on image for each row when (old.held_until is null) execute function picture_kept();

-- What keeping adds to the images of these pictures, or of all: the first twenty who keep one share the credit for all who came later.
-- More of the same picture would stand side by side among what is popular, and each keeping would cost as much as there are.
create function rank_kept(pictures bigint[]) returns table (image_id bigint, owner_id bigint, kept float8) language sql stable as $$
  select id, account_id, case when place <= 20 then later else '-infinity' end from (
    select id, account_id, row_number() over (partition by picture_id order by id) as place,
      coalesce(log2_total(rank_gain(10, bookmarked_at)) over (
        partition by picture_id order by id desc rows between unbounded preceding and 1 preceding), '-infinity') as later
    from image where held_until is null and (pictures is null or picture_id = any(pictures))
  ) as keepers
$$;

-- What has happened before there was a ranking. What was viewed is known by its number alone, and taken as seen when it was saved.
insert into image_rank (image_id, owner_id, seen, liked, kept)
select image.id, image.account_id,
  case when views > 0 then rank_gain(views, bookmarked_at) else '-infinity' end,
  (select log2_total(rank_gain(5, created_at)) from image_like
    where image_like.image_id = image.id and image_like.account_id <> image.account_id),
  coalesce(kept.kept, '-infinity')
from image left join rank_kept(null) as kept on kept.image_id = image.id
where image.views > 0 or image.likes > 0 or kept.kept > '-infinity'::float8;
