package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PostgresJournalTest extends JournalContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Test
  void twoNodesHaveOneWinnerPerCallToo() throws Exception {
    try (Store other = Store.open(settings, clock)) {
      List<AppendReceipt> appendReceipts =
          appendFromMany(List.of(journal, new Journal(other, clock)));
      assertThat(appendReceipts)
          .filteredOn(one -> one.verdict() == AppendResult.ACCEPTED)
          .hasSize(40);
      assertThat(appendReceipts)
          .filteredOn(one -> one.verdict() == AppendResult.UPDATED)
          .hasSize(40);
      assertThat(appendReceipts)
          .filteredOn(one -> one.verdict() == AppendResult.DUPLICATE)
          .hasSize(40 * 14);
    }
  }

  @Test
  void twoNodesNeverClaimTheSame() throws Exception {
    List<NewWebhook> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(call("" + i, "a"));
    }
    many.parallelStream().forEach(journal::append);
    try (Store second = Store.open(settings, clock)) {
      Journal other = new Journal(second, clock);
      List<String> taken = new ArrayList<>();
      Thread neighbour =
          new Thread(
              () -> {
                for (LeasedEvent event : other.lease("famulor", 300, LEASE, "node-2")) {
                  synchronized (taken) {
                    taken.add(event.id());
                  }
                }
              });
      neighbour.start();
      List<LeasedEvent> mine = claim(300);
      neighbour.join();
      mine.forEach(event -> taken.add(event.id()));
      assertThat(taken).as("one of them decides, the other stands back").hasSize(300);
      assertThat(claim(400)).isEmpty();
      clock.pass(LEASE);
      Set<String> again = new TreeSet<>();
      claim(400).forEach(event -> again.add(event.id()));
      assertThat(again).hasSize(400).containsAll(taken);
    }
  }
}
