package aftercall.route;

import aftercall.journal.Journal;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.store.Store;
import aftercall.versions.Versions;

/** The memories and the store they commit in together. */
public record Memories(
    Store store, Journal journal, Outbox outbox, Pauses pauses, Versions versions) {}
