-- They are only ever passed on: json is copied as it is, jsonb is written out anew for each row that is read.
alter table picture alter column sources type json using sources::json;
