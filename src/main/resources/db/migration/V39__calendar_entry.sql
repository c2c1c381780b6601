-- Which appointments customers were sent, by the delivery that sent them: what an update or a cancellation refers to.
-- content: a hash of what was told; no text, no address.
create table calendar_entry (
  delivery_id    ${text} primary key,
  destination    ${text} not null,
  person_key     ${text} not null,
  uid            ${text} not null,
  sequence       integer not null,
  start_at       bigint not null,
  end_at         bigint not null,
  -- Where the customer's calendar has it before this one arrives; null for a new appointment.
  previous_start bigint,
  cancelled      integer not null default 0,
  content        ${text} not null
);
create index calendar_entry_person on calendar_entry (person_key, destination, delivery_id);
