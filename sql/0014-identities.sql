-- Who people are at other providers (OpenID Connect), and what is on its way there and back.

create table identity (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  -- Both as the provider signs them: nothing else says who it is, least of all an e-mail.
  issuer text not null,
  subject text not null,
  -- The name of the provider in the configuration, as it was at the last sign-in.
  provider text not null,
  -- By which the person knows which of their identities it is: an e-mail or a username there.
  label text not null default '',
  linked_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  unique (issuer, subject)
);
create index identity_account_id on identity (account_id);

-- Somebody has been sent to a provider; whoever comes back must bring the state, in the same browser, once.
create table provider_attempt (
  state_hash bytea primary key,
  -- SHA-256 of the browser's cookie.
  browser_hash bytea not null,
  provider text not null,
  purpose text not null check (purpose in ('sign-in', 'link', 'confirm')),
  -- Both are of use for one code alone, and that one needs the client's secret too.
  nonce text not null,
  code_verifier text not null,
  -- Who links or confirms, and goes on only as the same.
  session_id bigint references session on delete cascade,
  -- The code that a newcomer has brought.
  invitation text,
  then_path text not null,
  began_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index provider_attempt_expires_at on provider_attempt (expires_at);
create index provider_attempt_session_id on provider_attempt (session_id);

-- Somebody whom a provider vouches for, and who has something to say before they have an account: one for each browser.
create table provider_arrival (
  browser_hash bytea primary key,
  provider text not null,
  issuer text not null,
  subject text not null,
  profile jsonb not null,
  -- The account with the same e-mail, which both sides have verified: linked if they sign in to it now.
  account_id bigint references account on delete cascade,
  then_path text not null,
  expires_at timestamptz not null
);
create index provider_arrival_expires_at on provider_arrival (expires_at);
create index provider_arrival_account_id on provider_arrival (account_id);
