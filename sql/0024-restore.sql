-- pg_dump's files are read back with an empty search path, and the words of each person are made anew then: what makes them has to
-- find the functions that it calls.
alter function search_vector(variadic text[]) set search_path from current;
