package io.aftercall.store;

/**
 * Bytes as they lie in the database.
 *
 * @param key name of the key they are encrypted with; null: they lie open
 */
public record EncryptedBytes(byte[] bytes, String key) {}
