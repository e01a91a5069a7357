-- Since when the sweep has seen that nothing refers to a picture; whoever keeps the same bytes again takes it back.
alter table picture add column unused_since timestamptz;
create index picture_unused_since on picture (unused_since) where unused_since is not null;

-- Asked by the sweep: whether any picture is shown by a file of this address.
create index picture_sources on picture using gin ((sources::jsonb) jsonb_path_ops);
create index account_photo on account (photo) where photo is not null;
