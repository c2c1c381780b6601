-- Whether a delivery is open is written down, no longer worked out from the state: SQLite writes an index anew when a
-- column changes that its condition is worked out from, so each claim wrote into the lines of all persons it met.
-- What the old table held is overwritten, and indexes are sorted in a file: in memory it would be some hundred megabytes
-- for a million rows.
pragma secure_delete = on;
pragma temp_store = file;

create table delivery_with_check (
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
  is_open     integer not null default 1 check (is_open = (state in ('pending', 'sending'))),
  waits       integer not null default 0,
  reason      text,
  due_at      bigint not null,
  attempts    integer not null default 0,
  fence       integer not null default 0,
  node        text,
  reference   text,
  created_at  bigint not null,
  state_at    bigint not null,
  mapping_version ${text},
  -- 0: the only open one of its line, and the newest by id; it needs no place there.
  lined       integer not null default 1
);

insert into delivery_with_check (
  id, event_id, source, call_id, revision, destination, ordinal, person_key, priority, seq,
  after_id, state, is_open, waits, reason, due_at, attempts, fence, node, reference, created_at,
  state_at, mapping_version)
select
  id, event_id, source, call_id, revision, destination, ordinal, person_key, priority, seq,
  after_id, state, is_open, waits, reason, due_at, attempts, fence, node, reference, created_at,
  state_at, mapping_version
from delivery;
drop table delivery;
alter table delivery_with_check rename to delivery;

create index delivery_call on delivery (call_id, source, destination, ordinal, revision);
-- What is held of a person, and the newest of each of its lines.
create index delivery_person on delivery (person_key, destination, id);
-- What a claim reads: nothing finished, nothing that waits for another delivery, in the order of claiming.
create index delivery_ready on delivery (destination, priority, due_at, seq)
  where is_open = 1 and waits = 0;
-- The line of one person at one destination, oldest first. Without the state: a claim need not write here.
create index delivery_line on delivery (destination, person_key, seq, id)
  where is_open = 1 and lined = 1;
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
create index delivery_failed on delivery (state, id)
  where state in ('rejected', 'failed', 'discarded');

-- Orders that ended need not say of whom they were.
update bulk_order set person_key = null, call_id = null, only_id = null where state <> 'running';
