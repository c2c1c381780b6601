package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is the only open one of its line needs no place in the index of lines ({@code lined = 0}).
 * Most are, and would otherwise write to it at a place of their own when they close. Such a one is
 * always the newest of its line by id: whoever joins finds it there, and then both take their
 * places.
 *
 * <p>Only where one process writes: of several that add at once each would think itself alone.
 */
final class SoleInOrder {
  private static final String NEWEST =
      """
      select o.id from delivery o where o.person_key = %s and o.destination = %s
      order by o.id desc limit 1\
      """;

  /** Two parameters, person and destination. */
  static final String JOIN = takePlace(NEWEST.formatted("?", "?"));

  private final Dialect dialect;
  private final boolean possible;
  private final String joinAgain;

  SoleInOrder(Dialect dialect) {
    this.dialect = dialect;
    possible = !dialect.shared();
    joinAgain =
        takePlace(
            "select (%s) from delivery d where %s"
                .formatted(NEWEST.formatted("d.person_key", "d.destination"), dialect.in("d.id")));
  }

  private static String takePlace(String ids) {
    return "update delivery set lined = 1 where lined + 0 = 0 and is_open + 0 = 1 and id in ("
        + ids
        + ")";
  }

  /** The {@code lined} of a row {@code d} that is about to be added. */
  static String lined(Dialect dialect) {
    return dialect.shared()
        ? "1"
        : """
        case when exists (select 1 from delivery o where o.destination = d.destination
            and o.person_key = d.person_key and o.is_open = 1 and o.lined = 1)
          or exists (select 1 from delivery o where o.person_key = d.person_key
            and o.destination = d.destination and o.id > d.id)
          then 1 else 0 end\
        """;
  }

  /** In the same order, in pieces in which no two are of one line. */
  List<List<NewDelivery>> apart(List<NewDelivery> deliveries) {
    if (!possible) {
      return List.of(deliveries);
    }
    List<List<NewDelivery>> pieces = new ArrayList<>();
    Set<List<String>> lines = new HashSet<>();
    for (NewDelivery delivery : deliveries) {
      List<String> line = List.of(delivery.destination(), delivery.personKey());
      if (pieces.isEmpty() || lines.contains(line)) {
        pieces.add(new ArrayList<>());
        lines.clear();
      }
      lines.add(line);
      pieces.get(pieces.size() - 1).add(delivery);
    }
    return pieces;
  }

  /** Before these are added, a piece of {@link #apart}. */
  void ensureIndexed(Transaction transaction, List<NewDelivery> piece) throws SQLException {
    if (possible) {
      PreparedStatement update = transaction.statement(JOIN);
      for (NewDelivery delivery : piece) {
        update.setString(1, delivery.personKey());
        update.setString(2, delivery.destination());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** When these are open again. */
  void ensureIndexedAgain(Transaction transaction, Collection<String> ids) throws SQLException {
    if (possible) {
      PreparedStatement update = transaction.statement(joinAgain);
      update.setObject(1, dialect.list(ids));
      update.executeUpdate();
    }
  }
}
