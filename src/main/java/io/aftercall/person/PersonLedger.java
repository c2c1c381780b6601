package io.aftercall.person;

import io.aftercall.outbox.PersonRecord;
import io.aftercall.outbox.PersonRecords;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which records of a CRM we made for whom, and which a person chose: it bridges a search index that
 * is late, keeps a choice, and is the lock under which a person is created. Numbers and addresses
 * are kept as keyed hashes only.
 */
public interface PersonLedger {

  /** What is known of each caller; none is left out. */
  Map<Caller, List<PersonRecord>> find(String system, Collection<Caller> callers);

  /**
   * Reserves the making of persons.
   *
   * @param wanted by delivery id, the first delivery first
   * @return the deliveries that must wait: another one is at it, or has just done it
   */
  Set<String> claim(String system, Map<String, Caller> wanted);

  /** Rows to be remembered with the delivery, once its record has an id. */
  List<PersonRecord> claims(String system, Caller caller);

  /** These are gone there. */
  void voidRecords(String system, Collection<String> recordIds);

  /** Whether anything is remembered, and so anybody may be made; not in a dry run. */
  boolean remembers();

  /** Remembers nothing, as in a dry run. */
  static PersonLedger none() {
    return new Nothing();
  }

  /** The installation's own. */
  static Stored of(Store store, InstantSource clock) {
    return new Stored(new PersonHashes(store), new PersonRecords(store, clock));
  }

  /** In the database. */
  final class Stored implements PersonLedger {
    private final PersonHashes hashes;
    private final PersonRecords records;

    private Stored(PersonHashes hashes, PersonRecords records) {
      this.hashes = hashes;
      this.records = records;
    }

    @Override
    public Map<Caller, List<PersonRecord>> find(String system, Collection<Caller> callers) {
      Map<Caller, Set<String>> wanted = new LinkedHashMap<>();
      Set<String> all = new HashSet<>();
      for (Caller caller : callers) {
        wanted.put(caller, hashes.ofCaller(caller));
        all.addAll(wanted.get(caller));
      }
      Map<String, PersonRecord> found = records.find(system, all);
      Map<Caller, List<PersonRecord>> byCaller = new HashMap<>();
      wanted.forEach(
          (caller, own) ->
              byCaller.put(
                  caller, own.stream().filter(found::containsKey).map(found::get).toList()));
      return byCaller;
    }

    @Override
    public Set<String> claim(String system, Map<String, Caller> wanted) {
      Map<String, Set<String>> own = new LinkedHashMap<>();
      wanted.forEach((delivery, caller) -> own.put(delivery, hashes.ofCaller(caller)));
      return records.claim(system, own);
    }

    @Override
    public List<PersonRecord> claims(String system, Caller caller) {
      List<PersonRecord> claims = new ArrayList<>();
      for (String hash : hashes.ofCaller(caller)) {
        claims.add(new PersonRecord(system, hash, "", "", PersonRecord.How.CLAIMED));
      }
      return claims;
    }

    @Override
    public boolean remembers() {
      return true;
    }

    @Override
    public void voidRecords(String system, Collection<String> recordIds) {
      records.voidRecords(system, recordIds);
    }

    /**
     * A person has decided.
     *
     * @param object and {@code recordId} are empty for "make a new one"
     */
    public void choose(String system, Caller caller, String object, String recordId, String who) {
      records.choose(system, hashes.ofCaller(caller), object, recordId, who);
    }

    /** An erasure takes a person out. */
    public int forget(Transaction transaction, String personKey) throws SQLException {
      return records.forget(transaction, hashes.ofKey(personKey).keySet());
    }
  }

  /** Nothing is known, and everybody may create. */
  final class Nothing implements PersonLedger {
    private Nothing() {}

    @Override
    public Map<Caller, List<PersonRecord>> find(String system, Collection<Caller> callers) {
      Map<Caller, List<PersonRecord>> nothing = new HashMap<>();
      callers.forEach(caller -> nothing.put(caller, List.of()));
      return nothing;
    }

    @Override
    public Set<String> claim(String system, Map<String, Caller> wanted) {
      return Set.of();
    }

    @Override
    public List<PersonRecord> claims(String system, Caller caller) {
      return List.of();
    }

    @Override
    public boolean remembers() {
      return false;
    }

    @Override
    public void voidRecords(String system, Collection<String> recordIds) {
      // Nothing is known.
    }
  }
}
