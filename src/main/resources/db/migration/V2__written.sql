-- What we last wrote into records that others change too, field by field: fingerprints, never values or keys.
create table written (
  destination ${text} not null,
  record_key  ${text} not null,
  person_key  ${text} not null,
  fields      text not null,
  primary key (destination, record_key)
);
create index written_person on written (person_key);
