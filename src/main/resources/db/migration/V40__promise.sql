-- What calls promised, for the list of what is due: by call, of its latest content. No name and no number; the person key is
-- the event's.
create table promise (
  event_id    ${text} primary key,
  source      ${text} not null,
  call_id     ${text} not null,
  revision    integer not null,
  -- call_back, unclear, appointment, undated
  kind        ${text} not null,
  due_at      bigint not null,
  -- In the source's zone.
  due_day     ${text} not null,
  campaign    ${text},
  -- Who is to keep it, as the call says: an id or an address of our people.
  owner       ${text},
  -- What keeps it: waits for the time, or tells people of it.
  delivery_id ${text},
  -- 1: that one waits for due_at
  timed       integer not null default 0
);
create index promise_due on promise (due_day, due_at, event_id);
create index promise_call on promise (call_id, source, revision);
create index promise_slot on promise (source, campaign, due_at);

-- Not to be sent before this time, whatever a clock that was set back does to due_at; null: as soon as possible.
alter table delivery add column not_before bigint;
