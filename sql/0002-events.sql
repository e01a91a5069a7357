-- The log of durable events: a row is inserted in the transaction of the change that it tells.

-- Shared with activity, whose rows have the number of the event that announces them.
create sequence event_id;

create table event (
  -- The order is (xid, id) below the oldest running transaction: a bare sequence loses rows that commit late.
  xid xid8 not null default pg_current_xact_id(),
  id bigint not null default nextval('event_id'),
  at timestamptz not null default now(),
  name text not null,
  -- Who may see it; a member of several receives it once.
  groups text[] not null,
  -- As text it goes to the clients as it is: json keeps it compact, and no node parses it.
  payload json not null,
  primary key (xid, id)
);

create index event_at on event using brin (at);

-- Which run of the log this is. Transaction numbers start anew in another database cluster, or in one restored to an earlier
-- time, and cursors of the old one mean nothing there.
create table event_epoch (
  only_row boolean primary key default true check (only_row),
  cluster text not null,
  epoch text not null,
  -- The last event that retention has taken away: an older cursor cannot be served.
  pruned_xid xid8 not null default '0',
  pruned_id bigint not null default 0
);
