package io.aftercall.journal;

/** The exact bytes of an event, with what is needed to read them. */
public record EventBody(String eventId, String source, int revision, byte[] body) {}
