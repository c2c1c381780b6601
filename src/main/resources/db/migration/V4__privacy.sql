-- Which key a body is sealed with; null: it lies open.
alter table event_body add column key_id ${text};

-- The keys bodies are sealed with, and how to know each again: a fingerprint, never the key.
create table seal_key (
  id    ${text} primary key,
  proof ${text} not null,
  since bigint not null
);

-- Made once and kept here: what turns a phone or a call id into the print below.
create table house_secret (
  name  ${text} primary key,
  value ${blob} not null
);

-- Who must not come back: prints of persons and calls, never themselves. receipt: what the call was answered with.
create table erased (
  print    ${text} primary key,
  at       bigint not null,
  receipt  ${text},
  revision integer
);

-- What was erased, as numbers, and who wanted it.
create table erasure (
  id     ${text} primary key,
  at     bigint not null,
  who    text not null,
  why    text not null,
  counts text not null
);

-- Work that one node does for all, and until when it is that node's.
create table duty (
  name  ${text} primary key,
  node  ${text} not null,
  until bigint not null
);
