-- A database that was restored beside the one it was dumped from is another one, though its server counts transactions on: whoever
-- has seen what came after the dump must not be told that they have missed nothing. Null until a node has opened the log.
alter table event_epoch add column database text;
