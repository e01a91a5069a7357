-- Where a person has left each wall, so that they can go on there on another device.

create table wall_place (
  account_id bigint not null references account on delete cascade,
  wall text not null,
  -- Of the image, or of the activity, that stood at the top of what could be seen.
  at bigint not null,
  left_at timestamptz not null default now(),
  primary key (account_id, wall)
);
