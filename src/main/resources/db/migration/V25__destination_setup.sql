-- Which destinations have ever been configured, and which were off when somebody last looked: what was never configured
-- takes nothing and lets nothing wait; what was configured once waits for its settings.
create table destination_setup (
  name          ${text} primary key,
  configured_at bigint,
  off_since     bigint
);
insert into destination_setup (name, configured_at)
  select destination, min(created_at) from delivery where state = 'delivered' group by destination;
