-- Rows of a queue die young: clean up early, or claims wade through what is long finished.
alter table event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table delivery set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- Bodies are read whole and rarely: compressing them would cost the webhook endpoint more than the disk gains.
alter table event_body alter column body set storage external;
