-- Persons who must not be contacted. No number and no address: keyed hashes of them, which outlive an erasure.
create table suppression (
  id              ${text} primary key,
  -- call, email, all
  scope           ${text} not null,
  reason          text not null,
  source          ${text},
  event_id        ${text},
  revision        integer not null default 1,
  at              bigint not null,
  added_by        text,
  lifted_at       bigint,
  lifted_by       text,
  lifted_why      text,
  -- Set when a later content of the call took it back, not a person.
  lifted_revision integer
);
create index suppression_at on suppression (at, id);

-- What each is known again by. kind: phone, email, lead, call.
create table suppression_hash (
  hash           ${text} not null,
  suppression_id ${text} not null,
  kind           ${text} not null,
  primary key (hash, suppression_id)
);
create index suppression_hash_of on suppression_hash (suppression_id);

-- The words that said it, encrypted as bodies are; they go with an erasure.
create table suppression_words (
  id       ${text} primary key,
  event_id ${text},
  words    ${blob} not null,
  key_id   ${text}
);
create index suppression_words_event on suppression_words (event_id) where event_id is not null;

-- A suppressed delivery is set aside: a person may retry it once the opt-out is lifted.
drop index delivery_aside;
drop index delivery_failed;
create index delivery_aside on delivery (state, destination, id)
  where state in ('rejected', 'failed', 'discarded', 'suppressed');
create index delivery_failed on delivery (state, id)
  where state in ('rejected', 'failed', 'discarded', 'suppressed');
