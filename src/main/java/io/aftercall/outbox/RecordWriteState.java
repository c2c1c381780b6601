package io.aftercall.outbox;

/**
 * What is remembered of a record that was written.
 *
 * @param recordKey tells one record of a destination from another; a hash
 * @param fields a JSON object, per field what whoever wrote it wants to know next time; fields it
 *     does not name stay remembered as they are
 */
public record RecordWriteState(String recordKey, String fields) {}
