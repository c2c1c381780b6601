-- One set for both engines. ${text}: keys compare byte by byte on both; ${blob}: raw bytes.
-- No foreign keys: rows of one call are written in one transaction, and the checks would cost the webhook endpoint a third of its speed.

create table event (
  id           ${text} primary key,
  source       ${text} not null,
  call_id      ${text} not null,
  revision     integer not null,
  kind         ${text},
  content_hash ${text} not null,
  state        ${text} not null,
  reason       text,
  person_key   ${text},
  received_at  bigint not null,
  state_at     bigint not null,
  due_at       bigint not null,
  fence        integer not null default 0,
  node         text,
  headers      text
);
-- The call first: it also serves whoever knows the call but not the source.
create unique index event_call on event (call_id, source, revision);
create index event_open on event (source, id) where state = 'received';
create index event_lent on event (source, due_at) where state = 'received' and node is not null;
create index event_aside on event (state, id) where state in ('held', 'quarantined');
create index event_person on event (person_key, id) where person_key is not null;

-- Apart from the event, so that a change of state never rewrites a body and a list never reads one.
create table event_body (
  event_id ${text} primary key,
  body     ${blob} not null
);

create table delivery (
  id          ${text} primary key,
  event_id    ${text} not null,
  source      ${text} not null,
  call_id     ${text} not null,
  revision    integer not null,
  destination ${text} not null,
  ordinal     integer not null,
  person_key  ${text} not null,
  priority    integer not null,
  seq         bigint not null,
  after_id    ${text},
  state       ${text} not null,
  -- Said once, so that both engines recognise the partial indexes by "is_open = 1".
  is_open     integer generated always as (case when state in ('pending', 'sending') then 1 else 0 end) stored,
  waits       integer not null default 0,
  reason      text,
  due_at      bigint not null,
  attempts    integer not null default 0,
  fence       integer not null default 0,
  node        text,
  reference   text,
  created_at  bigint not null,
  state_at    bigint not null
);
create index delivery_call on delivery (call_id, source, destination, ordinal, revision);
create index delivery_person on delivery (person_key, id);
-- What a claim reads: nothing finished, nothing that waits for another delivery, in the order of claiming.
create index delivery_ready on delivery (destination, priority, due_at, seq)
  where is_open = 1 and waits = 0;
-- The line of one person at one destination, oldest first. Without the state: a claim need not write here.
create index delivery_line on delivery (destination, person_key, seq, id)
  where is_open = 1;
-- Who is on loan: few, however much is open.
create index delivery_lent on delivery (destination, person_key, seq, id)
  where state = 'sending';
-- Who waits in a line for the one before: few, and with them whoever waits for another delivery.
create index delivery_waiting on delivery (destination, person_key, seq, id)
  where is_open = 1 and waits = 1;
create index delivery_after on delivery (after_id)
  where after_id is not null and waits = 1;
create index delivery_aside on delivery (state, destination, id)
  where state in ('rejected', 'failed', 'discarded');

create table attempt (
  delivery_id     ${text} not null,
  number          integer not null,
  at              bigint not null,
  took_ms         bigint not null,
  outcome         text not null,
  reason          text,
  sent            text,
  answer          text,
  mapping_version text,
  node            text,
  primary key (delivery_id, number)
);

create table destination (
  name         ${text} primary key,
  paused_since bigint not null,
  paused_until bigint,
  pause_reason text not null
);

-- What people did to an event or a delivery: where it stood before, who moved it and why.
create table change (
  subject_id    ${text} not null,
  at            bigint not null,
  from_state    ${text} not null,
  from_reason   text,
  from_state_at bigint not null,
  to_state      ${text} not null,
  who           text not null,
  why           text not null
);
create index change_subject on change (subject_id, at);

create table commit_probe (
  name ${text} primary key,
  at   bigint not null
);
