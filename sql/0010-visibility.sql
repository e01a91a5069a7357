-- Lists of people, newest first, and their search.

-- The cursor of a page.
alter table follow add column id bigint generated always as identity;
create index follow_newest on follow (followed_id, id desc);
create index follow_newest_by_follower on follow (follower_id, id desc);

alter table follow_request add column id bigint generated always as identity;
create index follow_request_newest on follow_request (followed_id, id desc);

alter table block add column id bigint generated always as identity;
create index block_newest on block (blocker_id, id desc);

alter table mute add column id bigint generated always as identity;
create index mute_newest on mute (muter_id, id desc);

-- Without case and accents, in words with one space between them. Written out, because the extension for it is not everywhere.
create function fold_text(given text) returns text language sql immutable parallel safe as $$
  select trim(regexp_replace(
    replace(replace(replace(
      translate(lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g')), 'øłđðıħ', 'olddih'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    '[\s_.,;:''’-]+', ' ', 'g'))
$$;

-- By what a text can be found: any three letters in a row, and the first one or two of each word.
create function search_grams(folded text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct gram), '{}') from (
    select substr(word, place, 3) as gram
      from unnest(string_to_array(folded, ' ')) as word, generate_series(1, length(word) - 2) as place
    union all
    select '^' || left(word, size) from unnest(string_to_array(folded, ' ')) as word, generate_series(1, least(2, length(word))) as size
  ) as grams
$$;

-- What must be among the above, for a text to be found: of words of one or two letters their beginning, of others all threes.
create function asked_grams(folded text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct gram), '{}') from (
    select substr(word, place, 3) as gram
      from unnest(string_to_array(folded, ' ')) as word, generate_series(1, length(word) - 2) as place
    union all
    select '^' || word from unnest(string_to_array(folded, ' ')) as word where length(word) in (1, 2)
  ) as grams
$$;

-- The username as it is, and again by its parts.
alter table account add column found_by text not null
  generated always as (lower(username) || ' ' || fold_text(username || ' ' || name)) stored;
create index account_search on account using gin (search_grams(found_by));
