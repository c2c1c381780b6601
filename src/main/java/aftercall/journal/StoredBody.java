package aftercall.journal;

/** The exact bytes of an event, with what is needed to read them. */
public record StoredBody(String eventId, String source, int revision, byte[] body) {}
