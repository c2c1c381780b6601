package io.aftercall.person;

import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.util.Collection;

/** The words in which people said no: they go with an erasure; that they said no stays. */
public final class SuppressionWords {
  private final SuppressionLedger ledger;
  private final PersonHashes hashes;

  public SuppressionWords(Store store) {
    ledger = new SuppressionLedger(store);
    hashes = new PersonHashes(store);
  }

  /** Those that were said in these events. */
  public int forget(Transaction transaction, Collection<String> eventIds) throws SQLException {
    return ledger.forgetByEvent(transaction, eventIds);
  }

  /** Those of a person, whatever event they were said in. */
  public int forget(Transaction transaction, String personKey) throws SQLException {
    return ledger.forgetByHash(transaction, hashes.ofKey(personKey).keySet());
  }
}
