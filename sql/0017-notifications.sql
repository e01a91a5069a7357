-- What people are told of: one row for each group of things alike, which grows while it is unread.

-- Where a group stands in its list, and the version of what a person was told last: both rise with every change.
create sequence notification_position;

create table notification (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  kind text not null check (kind in ('followed', 'requested', 'approved', 'liked', 'saved', 'mentioned', 'joined')),
  -- What it is about; null for what is about the person.
  image_id bigint references image on delete cascade,
  position bigint not null,
  -- How many people; kept, so that one more of ten thousand costs what the first does.
  actors integer not null,
  at timestamptz not null default now(),
  read_at timestamptz
);

-- The one that is still growing.
create unique index notification_open on notification (account_id, kind, coalesce(image_id, 0)) where read_at is null;
create index notification_by_account on notification (account_id, position desc);
create index notification_unread on notification (account_id, position desc) where read_at is null;
create index notification_image on notification (image_id) where image_id is not null;
create index notification_read_at on notification (read_at) where read_at is not null;

-- Who is in it. Its key is the rule "nobody is told the same twice".
create table notification_actor (
  id bigint generated always as identity,
  notification_id bigint not null references notification on delete cascade,
  account_id bigint not null references account on delete cascade,
  kind text not null,
  -- 0 where there is none.
  image_id bigint not null,
  actor_id bigint not null references account on delete cascade,
  primary key (account_id, kind, image_id, actor_id)
);
create index notification_actor_newest on notification_actor (notification_id, id desc);
create index notification_actor_by_actor on notification_actor (actor_id, account_id);

-- People leave a group by a like taken back, a block, or the end of their account, which no statement of ours deletes here.
create function notification_actors_left() returns trigger language plpgsql as $$
begin
  update notification set actors = actors - gone.count
  from (select notification_id, count(*)::int as count from gone group by 1) as gone
  where notification.id = gone.notification_id;
  delete from notification using (select distinct notification_id from gone) as gone
  where notification.id = gone.notification_id and notification.actors <= 0;
  return null;
end $$;
create trigger notification_actors_left after delete on notification_actor
  referencing old table as gone for each statement execute function notification_actors_left();

-- How a person wants to be told; each change of their notifications takes the row's lock, so that the last count told is the right one.
create table notification_state (
  account_id bigint primary key references account on delete cascade,
  version bigint not null default nextval('notification_position'),
  digest text not null default 'weekly' check (digest in ('off', 'daily', 'weekly')),
  -- When the last one was due, or how long there is something to tell; what stands below the position was in it.
  digest_at timestamptz not null default now(),
  digest_position bigint not null default 0
);
create index notification_state_digest on notification_state (digest_at) where digest <> 'off';

-- Where it is other than everything on.
create table notification_preference (
  account_id bigint not null references account on delete cascade,
  kind text not null,
  app boolean not null,
  digest boolean not null,
  push boolean not null,
  primary key (account_id, kind)
);

-- Where a browser of somebody who is signed in can be called; it ends with the session.
create table push_subscription (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  session_id bigint not null references session on delete cascade,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default now()
);
create unique index push_subscription_endpoint on push_subscription (md5(endpoint));
create index push_subscription_account on push_subscription (account_id);
create index push_subscription_session on push_subscription (session_id);

-- The keys by which this instance is known: made once, the same on every node. Whoever reads the database reads the notifications too.
create table notification_key (
  only_row boolean primary key default true check (only_row),
  vapid_public text not null,
  vapid_private text not null,
  -- Signs the links by which a digest is switched off.
  unsubscribe bytea not null
);
