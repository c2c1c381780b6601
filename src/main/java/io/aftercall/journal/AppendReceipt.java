package io.aftercall.journal;

/**
 * The journal's word that the bytes are on the disk.
 *
 * @param eventId the receipt; of a duplicate the first one's
 * @param revision of the call's content, from 1
 */
public record AppendReceipt(AppendResult verdict, String eventId, int revision) {}
