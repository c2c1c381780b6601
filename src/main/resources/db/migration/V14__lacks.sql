-- What a delivered record goes without although another delivery of the same person may bring it: a Task without its Lead.
alter table delivery add column lacks ${text};
create index delivery_lacks on delivery (person_key, lacks) where lacks is not null;
