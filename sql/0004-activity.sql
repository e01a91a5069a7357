-- Who follows whom, and what everybody did.

create table follow (
  follower_id bigint not null references account on delete cascade,
  followed_id bigint not null references account on delete cascade,
  created_at timestamptz not null default now(),
  primary key (follower_id, followed_id),
  check (follower_id <> followed_id)
);

create index follow_by_followed on follow (followed_id, follower_id);

create table activity (
  id bigint primary key default nextval('event_id'),
  xid xid8 not null default pg_current_xact_id(),
  actor_id bigint not null references account on delete cascade,
  verb text not null check (verb in ('joined', 'bookmarked', 'liked', 'followed')),
  image_id bigint references image on delete cascade,
  account_id bigint references account on delete cascade,
  at timestamptz not null default now(),
  check (
    case verb
      when 'joined' then image_id is null and account_id is null
      when 'followed' then image_id is null and account_id is not null
      else image_id is not null and account_id is null
    end
  )
);

create index activity_by_actor on activity (actor_id, id desc);
create index activity_image_id on activity (image_id) where image_id is not null;
create index activity_account_id on activity (account_id) where account_id is not null;

-- When each person last did something: the newest page of a home can come from nobody but those who did so last.
create table account_pulse (
  account_id bigint primary key references account on delete cascade,
  last_activity_id bigint not null
);

-- The last time that somebody did a thing to a target. Its key is the rule "once within 60 seconds": two nodes cannot both pass.
create table activity_recent (
  actor_id bigint not null references account on delete cascade,
  verb text not null,
  -- The image's or the account's number; 0 where the verb has no target.
  target_id bigint not null,
  at timestamptz not null,
  primary key (actor_id, verb, target_id)
);

create index activity_recent_at on activity_recent (at);
