-- Which record of a system stands for a person, as far as we made it or a person chose it: keyed hashes, no number and no address.
create table person_record (
  system      ${text} not null,
  hash        ${text} not null,
  -- claimed: a delivery is about to create it; created; chosen: by a person; new: a person wants one to be made
  how         ${text} not null,
  object      ${text},
  record_id   ${text},
  -- Whose claim it is, and how long it holds.
  delivery_id ${text},
  claim_until bigint,
  at          bigint not null,
  chosen_by   ${text},
  primary key (system, hash)
);
create index person_record_of on person_record (record_id) where record_id is not null;
