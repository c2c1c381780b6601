package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which records of a system stand for which persons, as far as we made them or a person chose them.
 * A row is also the lock under which a person is created: two deliveries, nodes or destinations of
 * one system never create the same person at once. Safe for use by many threads.
 */
public final class PersonRecords {
  /** Longer than any batch takes between its question and its answer. */
  static final Duration CLAIM = Duration.ofMinutes(10);

  static final String CLAIM_SQL =
      """
      insert into person_record (system, hash, how, delivery_id, claim_until, at)
      values (?, ?, 'claimed', ?, ?, ?)
      on conflict (system, hash) do update set
        how = case when person_record.how = 'new' then 'new' else 'claimed' end,
        delivery_id = excluded.delivery_id, claim_until = excluded.claim_until, at = excluded.at
      where person_record.record_id is null and (person_record.claim_until is null
        or person_record.claim_until <= excluded.at
        or person_record.delivery_id = excluded.delivery_id)\
      """;

  /** What a person has chosen, only a person changes; a merge or a deletion makes it void. */
  static final String REMEMBER =
      """
      insert into person_record (system, hash, how, object, record_id, at)
      values (?, ?, 'created', ?, ?, ?)
      on conflict (system, hash) do update set
        how = excluded.how, object = excluded.object, record_id = excluded.record_id,
        delivery_id = null, claim_until = null, at = excluded.at
      where person_record.how <> 'chosen'\
      """;

  static final String CHOOSE =
      """
      insert into person_record (system, hash, how, object, record_id, at, chosen_by)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (system, hash) do update set
        how = excluded.how, object = excluded.object, record_id = excluded.record_id,
        delivery_id = null, claim_until = null, at = excluded.at, chosen_by = excluded.chosen_by\
      """;

  private final Store store;
  private final InstantSource clock;
  private final String find;
  private final String release;
  private final String forget;
  private final String voided;

  public PersonRecords(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    Dialect dialect = store.dialect();
    find = findSql(dialect);
    release =
        "delete from person_record where system = ? and how = 'claimed' and delivery_id = ? and "
            + dialect.in("hash");
    // Also by the other marks that lead to the same record.
    forget =
        "delete from person_record where "
            + dialect.in("hash")
            + " or record_id in (select record_id from person_record where "
            + dialect.in("hash")
            + ")";
    voided =
        "delete from person_record where system = ? and how <> 'claimed' and "
            + dialect.in("record_id");
  }

  static String findSql(Dialect dialect) {
    return "select hash, object, record_id, how from person_record where system = ?"
        + " and how <> 'claimed' and "
        + dialect.in("hash");
  }

  /** What is known of these, by hash. */
  public Map<String, PersonRecord> find(String system, Collection<String> hashes) {
    if (hashes.isEmpty()) {
      return Map.of();
    }
    return store.read(
        db -> {
          Map<String, PersonRecord> found = new HashMap<>();
          db.sql(find)
              .params(system, store.dialect().list(hashes))
              .query(
                  row -> {
                    String hash = row.getString(1);
                    found.put(
                        hash,
                        new PersonRecord(
                            system,
                            hash,
                            text(row.getString(2)),
                            text(row.getString(3)),
                            PersonRecord.How.of(row.getString(4))));
                  });
          return found;
        });
  }

  private static String text(String column) {
    return column == null ? "" : column;
  }

  /**
   * Reserves the making of persons.
   *
   * @param wanted delivery id to the hashes of its person, the first delivery first
   * @return the deliveries that may not create now: another one is at it, or has just done it
   */
  public Set<String> claim(String system, Map<String, Set<String>> wanted) {
    if (wanted.isEmpty()) {
      return Set.of();
    }
    return store.write(transaction -> claim(transaction, system, wanted));
  }

  private Set<String> claim(Transaction transaction, String system, Map<String, Set<String>> wanted)
      throws SQLException {
    Map<String, Set<String>> owners = new HashMap<>();
    Set<String> hashes = new TreeSet<>();
    wanted.forEach(
        (delivery, own) -> {
          hashes.addAll(own);
          own.forEach(
              hash -> owners.computeIfAbsent(hash, h -> new LinkedHashSet<>()).add(delivery));
        });
    Instant now = clock.instant();
    Set<String> refused = new HashSet<>();
    PreparedStatement insert = transaction.statement(CLAIM_SQL);
    // In the order of the hashes, so that two nodes never wait for each other.
    for (String hash : hashes) {
      boolean taken = false;
      for (String delivery : owners.get(hash)) {
        if (taken || refused.contains(delivery)) {
          refused.add(delivery);
          continue;
        }
        insert.setString(1, system);
        insert.setString(2, hash);
        insert.setString(3, delivery);
        insert.setLong(4, now.plus(CLAIM).toEpochMilli());
        insert.setLong(5, now.toEpochMilli());
        taken = insert.executeUpdate() == 1;
        if (!taken) {
          refused.add(delivery);
        }
      }
    }
    for (String delivery : refused) {
      PreparedStatement delete = transaction.statement(release);
      delete.setString(1, system);
      delete.setString(2, delivery);
      delete.setObject(3, store.dialect().list(wanted.get(delivery)));
      delete.executeUpdate();
    }
    return refused;
  }

  /** In the transaction that says the leases were delivered. */
  public static void remember(Transaction transaction, List<PersonRecord> records, long now)
      throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    PreparedStatement upsert = transaction.statement(REMEMBER);
    List<PersonRecord> sorted = new ArrayList<>(records);
    sorted.sort(Comparator.comparing(PersonRecord::hash));
    for (PersonRecord one : sorted) {
      upsert.setString(1, one.system());
      upsert.setString(2, one.hash());
      upsert.setString(3, one.object());
      upsert.setString(4, one.recordId());
      upsert.setLong(5, now);
      upsert.addBatch();
    }
    upsert.executeBatch();
  }

  /**
   * What a person has decided.
   *
   * @param object and {@code recordId} are empty for "make a new one"
   */
  public void choose(
      String system, Collection<String> hashes, String object, String recordId, String who) {
    store.write(
        transaction -> {
          PreparedStatement upsert = transaction.statement(CHOOSE);
          boolean fresh = recordId.isEmpty();
          for (String hash : new TreeSet<>(hashes)) {
            upsert.setString(1, system);
            upsert.setString(2, hash);
            upsert.setString(3, (fresh ? PersonRecord.How.NEW : PersonRecord.How.CHOSEN).text());
            upsert.setString(4, fresh ? null : object);
            upsert.setString(5, fresh ? null : recordId);
            upsert.setLong(6, clock.millis());
            upsert.setString(7, who);
            upsert.addBatch();
          }
          return upsert.executeBatch().length;
        });
  }

  /** These records are gone there: who stood for them is asked for afresh. */
  public void voidRecords(String system, Collection<String> recordIds) {
    if (!recordIds.isEmpty()) {
      store.write(
          transaction -> {
            PreparedStatement delete = transaction.statement(voided);
            delete.setString(1, system);
            delete.setObject(2, store.dialect().list(recordIds));
            return delete.executeUpdate();
          });
    }
  }

  /** An erasure takes a person out. */
  public int forget(Transaction transaction, Collection<String> hashes) throws SQLException {
    if (hashes.isEmpty()) {
      return 0;
    }
    PreparedStatement delete = transaction.statement(forget);
    delete.setObject(1, store.dialect().list(hashes));
    delete.setObject(2, store.dialect().list(hashes));
    return delete.executeUpdate();
  }
}
