package io.aftercall.journal;

/**
 * The exact bytes of an event, with what is needed to read them.
 *
 * @param headersJson the stored request headers as a JSON object, or null
 * @param attemptNo which attempt of its campaign at its lead was counted when it was routed, or
 *     null
 */
public record EventBody(
    String eventId,
    String source,
    int revision,
    byte[] body,
    String headersJson,
    Integer attemptNo) {}
