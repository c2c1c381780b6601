-- Whether a delivery is open is written down, no longer worked out from the state: as in SQLite, which writes less then.
alter table delivery alter column is_open drop expression;
alter table delivery alter column is_open set default 1;
alter table delivery alter column is_open set not null;
-- 0 in SQLite alone: with several nodes everyone takes a place in its line.
alter table delivery add column lined integer not null default 1;
alter table delivery add constraint delivery_is_open
  check (is_open = case when state in ('pending', 'sending') then 1 else 0 end);
drop index delivery_line;
create index delivery_line on delivery (destination, person_key, seq, id)
  where is_open = 1 and lined = 1;
