package io.aftercall.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that a system gave us and that replace a setting from then on, such as a refresh token
 * that rotates. Encrypted as bodies are; they name no person and stay until they are replaced.
 */
public final class StoredSecrets {
  /** Where they lie. */
  public static final EncryptedColumn SEALED =
      new EncryptedColumn("kept_secret", "name", "value", "name");

  private static final Logger LOG = LoggerFactory.getLogger(StoredSecrets.class);

  private static final String KEEP =
      """
      insert into kept_secret (name, at, value, key_id) values (?, ?, ?, ?)
      on conflict (name) do update set at = excluded.at, value = excluded.value,
        key_id = excluded.key_id\
      """;

  private static final String MAKE =
      "insert into kept_secret (name, at, value, key_id) values (?, ?, ?, ?) on conflict do nothing";

  private final Store store;
  private final InstantSource clock;

  public StoredSecrets(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Empty when nothing is kept under the name, or it cannot be decrypted any more. */
  public Optional<String> get(String name) {
    return store
        .read(
            db ->
                db.sql("select value, key_id from kept_secret where name = ?")
                    .params(name)
                    .query((row, n) -> new EncryptedBytes(row.getBytes(1), row.getString(2)))
                    .optional())
        .flatMap(found -> open(name, found));
  }

  private Optional<String> open(String name, EncryptedBytes encryptedBytes) {
    try {
      return Optional.of(
          new String(store.bodyEncryption().open(encryptedBytes, name), StandardCharsets.UTF_8));
    } catch (DecryptionException e) {
      LOG.error("secret.undecryptable name={} key={}", name, encryptedBytes.key());
      return Optional.empty();
    }
  }

  /** On the disk when it returns. */
  public void keep(String name, String value) {
    write(KEEP, name, value);
  }

  /**
   * The secret of that name; the first process that asks makes it.
   *
   * @param fresh what it becomes when there is none
   * @throws IllegalStateException when it is there and cannot be decrypted
   */
  public String getOrMake(String name, String fresh) {
    Optional<String> known = get(name);
    if (known.isPresent()) {
      return known.get();
    }
    write(MAKE, name, fresh);
    return get(name)
        .orElseThrow(() -> new IllegalStateException("the secret " + name + " cannot be opened"));
  }

  private void write(String sql, String name, String value) {
    EncryptedBytes encryptedBytes =
        store.bodyEncryption().encrypt(value.getBytes(StandardCharsets.UTF_8), name);
    store.write(
        transaction -> {
          PreparedStatement upsert = transaction.statement(sql);
          upsert.setString(1, name);
          upsert.setLong(2, clock.millis());
          upsert.setBytes(3, encryptedBytes.bytes());
          upsert.setString(4, encryptedBytes.key());
          return upsert.executeUpdate();
        });
  }
}
