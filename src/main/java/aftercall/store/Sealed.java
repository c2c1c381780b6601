package aftercall.store;

/**
 * Bytes as they lie in the database.
 *
 * @param key name of the key they are sealed with; null: they lie open
 */
public record Sealed(byte[] bytes, String key) {}
