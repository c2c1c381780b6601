-- 1: whoever had it last never told how it ended, so the destination may have it.
alter table delivery add column maybe_sent integer not null default 0;
-- How long it has waited between its tries. A pause of the destination is no patience of the delivery's.
alter table delivery add column waited_ms bigint not null default 0;
-- What of it is done already, in the protocol step's own words: a letter has several recipients.
alter table delivery add column progress text;
