-- Which lead of which campaign a call went to, and which attempt it was: counted here where the sender does not say.
alter table event add column lead_key ${text};
alter table event add column attempt_no integer;
create index event_lead on event (lead_key, source, call_id) where lead_key is not null;
