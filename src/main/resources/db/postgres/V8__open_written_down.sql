-- Whether a delivery is open is written down, no longer worked out from the state, as in SQLite. Here a trigger sees to it
-- too, for while a cluster is renewed node by node the older ones do not write it.
alter table delivery alter column is_open drop expression;

create function delivery_is_open() returns trigger language plpgsql as $$
begin
  new.is_open := case when new.state in ('pending', 'sending') then 1 else 0 end;
  return new;
end
$$;
create trigger delivery_is_open before insert or update of state on delivery
  for each row execute function delivery_is_open();

-- 0 in SQLite alone: with several nodes everyone takes a place in its line.
alter table delivery add column lined integer not null default 1;

-- Orders that ended need not say of whom they were.
update bulk_order set person_key = null, call_id = null, only_id = null where state <> 'running';
