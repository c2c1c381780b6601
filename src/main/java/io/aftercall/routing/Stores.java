package io.aftercall.routing;

import io.aftercall.journal.Journal;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.store.Store;

/** The memories and the store they commit in together. */
public record Stores(
    Store store,
    Journal journal,
    Outbox outbox,
    DestinationPauses pauses,
    ConfigVersions versions,
    Suppressions suppressions) {}
