-- In which language a person is written to who has chosen none: the one in which they were here last.
alter table account add column last_language text;

-- What the owner of an image says of it in other languages, for whoever reads those: a list of {language, title, alt}, in BCP 47, where '' is
-- as in the image itself. In its row, for it is read with every tile, written as a whole, and searched with the rest of the row.
alter table image add column translations json not null default '[]';

-- It is found by them too. A generated column with another expression would write every row anew; what there is has no translations yet.
alter table image alter column search drop expression;
alter table image alter column search set default '';

create function search_image() returns trigger language plpgsql as $$
declare
  weighted text[] := array['A', new.title, 'B', new.alt, 'C', new.description, 'D', search_address(new.page_url)];
  said json;
begin
  for said in select json_array_elements(new.translations) loop
    weighted := weighted || array['A', said ->> 'title', 'B', said ->> 'alt'];
  end loop;
  new.search := search_vector(variadic weighted);
  return new;
end $$;

create trigger image_searched before insert or update of title, alt, description, page_url, translations on image
  for each row execute function search_image();
