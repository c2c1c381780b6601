-- What people did, one row per deed. about: in words, without naming anybody.
create table operator_action (
  id      ${text} primary key,
  at      bigint not null,
  who     text not null,
  what    text not null,
  about   text not null,
  why     text,
  changed bigint
);

-- Deeds that take long: what is to be done to which rows, and how far it is. The id is the deed's.
create table bulk_order (
  id          ${text} primary key,
  remedy      text not null,
  -- Those that are still to be gone through, the current one first, and the last id that was seen in it.
  states      text not null,
  after_id    ${text} not null default '',
  source      text,
  destination text,
  since       bigint,
  person_key  ${text},
  call_id     ${text},
  reason      text,
  only_id     ${text},
  as_of       bigint not null,
  rate        double precision,
  total       bigint not null,
  changed     bigint not null default 0,
  due_at      bigint not null,
  state       text not null,
  ended_at    bigint,
  ended_by    text
);
create index bulk_order_running on bulk_order (due_at) where state = 'running';

-- Long work on what has failed goes from id to id, whatever the destination.
create index delivery_failed on delivery (state, id)
  where state in ('rejected', 'failed', 'discarded');
