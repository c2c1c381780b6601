package io.aftercall.store;

/**
 * Where encrypted bytes lie; beside them a column {@code key_id} names their key.
 *
 * @param id column with the primary key, a text
 * @param bytes column with what is encrypted
 * @param bound SQL expression on a row: what its bytes were bound to when they were encrypted
 */
public record EncryptedColumn(String table, String id, String bytes, String bound) {}
