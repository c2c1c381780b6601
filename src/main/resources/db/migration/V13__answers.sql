-- What a destination answered to an attempt, the first 4 kB, sealed as bodies are. id: delivery, # and number of the attempt.
-- A destination that was paused by the answer counts no attempt; then the row stands alone.
create table attempt_answer (
  id     ${text} primary key,
  at     bigint not null,
  answer ${blob} not null,
  key_id ${text}
);

-- Secrets that a system gives and that replace a setting, such as a refresh token that rotates; sealed as bodies are.
create table kept_secret (
  name   ${text} primary key,
  at     bigint not null,
  value  ${blob} not null,
  key_id ${text}
);

-- Whether the delivery that after_id names must be delivered. 0: only done; 1: delivered; 2: delivered, and this one was
-- rejected because the other was.
alter table delivery add column requires integer not null default 0;
create index delivery_required on delivery (after_id) where requires = 2;
