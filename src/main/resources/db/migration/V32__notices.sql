-- Of what people have been told by mail or chat: one row for each cause that lasts, or is over and not yet told so.
create table notice (
  kind        ${text} not null,
  destination ${text} not null,
  code        ${text} not null,
  since       bigint not null,
  gone_since  bigint,
  told_at     bigint,
  primary key (kind, destination, code)
);
