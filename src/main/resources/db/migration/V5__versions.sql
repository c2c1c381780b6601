-- Every text that stood among the rules when they served, once each, packed (gzip); path: where it was seen first.
create table config_file (
  hash    ${text} primary key,
  path    ${text} not null,
  content ${blob} not null
);

-- Every set that served, and what a rollback found in its place; files: hash and path of each, packed.
create table config_set (
  hash  ${text} primary key,
  at    bigint not null,
  files ${blob} not null
);

-- Since when a node has served by a set, and by which before. who, why: a rollback. found: what it replaced, where that
-- was not the set before.
create table config_serving (
  id     ${text} primary key,
  hash   ${text} not null,
  before ${text},
  node   ${text} not null,
  at     bigint not null,
  who    text,
  why    text,
  found  ${text}
);
create index config_serving_hash on config_serving (hash);
create index config_serving_node on config_serving (node, id);

-- The version of the mapping a delivery is to be made by; null: whichever is in force.
alter table delivery add column mapping_version ${text};
