-- Who a call was with, for lists: a JSON object, sealed as bodies are and gone with them. terms: the terms of call_search, 8
-- bytes each, so that they are found again without an index by call.
create table call_card (
  event_id ${text} primary key,
  card     ${blob} not null,
  key_id   ${text},
  terms    ${blob} not null
);

-- By what a call is found: keyed hashes of words, beginnings of words and parts of phone numbers, never the texts.
create table call_search (
  term     bigint not null,
  event_id ${text} not null,
  primary key (term, event_id)
) ${clustered};

-- Calls by what became of their deliveries, the newest first.
create index delivery_settled on delivery (destination, state, event_id) where is_open = 0;
create index event_settled on event (state, id) where state in ('ignored', 'dismissed');

-- The reason without what differs from case to case: what needs a person is grouped by it.
alter table event add column cause ${text};
alter table delivery add column cause ${text};

-- What a later revision of the call has replaced needs nobody.
update delivery set state = 'superseded', reason = 'a later revision of the call is here'
where state in ('rejected', 'failed') and exists (
  select 1 from delivery o where o.call_id = delivery.call_id and o.source = delivery.source
    and o.destination = delivery.destination and o.ordinal = delivery.ordinal
    and o.revision > delivery.revision and o.state <> 'discarded');
