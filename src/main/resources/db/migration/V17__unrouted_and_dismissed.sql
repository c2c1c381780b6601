-- A call that no rule named a destination for waits for a person too.
drop index event_aside;
create index event_aside on event (state, id) where state in ('held', 'quarantined', 'unrouted');

-- What was dismissed without being understood: nobody knows whose it is, so an erasure looks into it.
create index event_unread on event (state, id) where state = 'dismissed' and kind is null;
