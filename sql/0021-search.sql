-- Search: one column of words and grams for each image and person, made by the database itself, so that what is changed is found at once.

-- All of it is written out here, with nothing but what every PostgreSQL has: pg_trgm and unaccent see no letters but ASCII in a
-- database whose locale is C, which the embedded one and many others have, and the parsers of to_tsvector are as different.

-- Without case and accents, whatever the locale: compatibility forms are one, marks of alphabets are dropped (those that are letters of
-- their own, as in Thai, Devanagari or Japanese, are not).
create function search_fold(given text) returns text language plpgsql immutable strict parallel safe as $$
declare
  folded text;
begin
  if octet_length(given) = length(given) then
    return lower(given collate "C");
  end if;
  folded := regexp_replace(normalize(given, NFKD),
    '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u00ad\ufe00-\ufe0f\ufe20-\ufe2f]+',
    '', 'g');
  folded := translate(lower(folded collate "C"),
      'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿ' ||
      'ЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖ' ||
      'ԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖøłđðıħςىةکی',
      'ædoþdhlŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽ' ||
      'ђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗ' ||
      'ԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆolddihσيهكي');
  folded := replace(replace(replace(replace(replace(folded, 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  return normalize(replace(replace(folded, 'Æ', 'ae'), 'Œ', 'oe'), NFKC);
end $$;

-- The words of a text, in their order. What is written without spaces, or with much that is attached to words (Chinese, Japanese,
-- Korean, Thai, Arabic …), and signs such as emoji come as whole runs with '=' before them: they are found by any part.
create function search_words(given text) returns text[] language plpgsql immutable strict parallel safe as $$
begin
  return array_remove(string_to_array(
    regexp_replace(
      regexp_replace(search_fold(given),
        '[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u037e\u0387\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b\u0f0b-\u0f14\u104a-\u104f\u1361-\u1368\u17d4-\u17db\u2000-\u20cf\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff0f\ufff0-\uffff]+',
        ' ', 'g'),
      '([\u0610-\u06ff\u0750-\u077f\u08a0-\u08ff\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u3005-\u3007\u3021-\u303c\u3040-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff]+)',
      ' =\1 ', 'g'),
    ' '), '');
end $$;

-- Words as they are, runs as every two signs in a row (and the last alone), each with its place and the weight of its text. And with '~'
-- before it, of the texts whose weight is A or B, what each word is when one letter of its first ten is left out, or none: two words of
-- which one is the other with one letter less, more, different or in its neighbour's place have one of these in common. (Symmetric
-- deletes: Wolf Garbe, SymSpell, 2012.) Without queries, which would be planned anew for each row.
create function search_vector(variadic weighted text[]) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  entries text[] := '{}';
  place int := 0;
  weight text;
  word text;
begin
  for field in 1 .. array_length(weighted, 1) by 2 loop
    weight := weighted[field];
    -- Nothing is one after the other from the end of a text to the beginning of the next.
    place := place + 8;
    foreach word in array search_words(left(weighted[field + 1], 5000)) loop
      if starts_with(word, '=') then
        for sign in 2 .. length(word) loop
          place := least(place + 1, 16383);
          entries := entries || ('''' || substr(word, sign, 2) || ''':' || place || weight);
        end loop;
      else
        place := least(place + 1, 16383);
        word := left(word, 40);
        entries := entries || ('''' || word || ''':' || place || weight);
        if length(word) >= 4 and weight in ('A', 'B') then
          word := left(word, 10);
          entries := entries || ('''~' || word || '''');
          for letter in 1 .. length(word) loop
            entries := entries || ('''~' || left(word, letter - 1) || substr(word, letter + 1) || '''');
          end loop;
        end if;
      end if;
    end loop;
  end loop;
  return array_to_string(entries, ' ')::tsvector;
end $$;

-- Of an address its host and path.
create function search_address(address text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace(coalesce(address, ''), '^\w+://(www\.)?|[?#].*$', '', 'g'), '%[0-9A-Fa-f]{2}', ' ', 'g')
$$;

-- This writes every row anew: about a minute for 100,000 images.
alter table image add column search tsvector not null generated always as (search_vector(
  'A', title, 'B', alt, 'C', description, 'D', search_address(page_url))) stored;
create index image_search on image using gin (search);

alter table account add column search tsvector not null generated always as (search_vector(
  'A', username, 'B', name, 'C', bio)) stored;
create index account_search_words on account using gin (search);
