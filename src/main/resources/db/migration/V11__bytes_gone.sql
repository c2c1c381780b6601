-- When nothing of what was erased was left in the files any more; null: not yet.
alter table erasure add column gone_at bigint;

-- What people erased after the copy this database was restored from was made: to be erased once more at the next start.
create table erasure_to_repeat (
  print   ${text} primary key,
  at      bigint not null,
  receipt ${text}
);

-- The latest time of this installation's clock that is believed; who, why: a person confirmed it.
create table clock_mark (
  name ${text} primary key,
  at   bigint not null,
  who  text,
  why  text
);
