package aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
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
      List<Receipt> receipts = appendFromMany(List.of(journal, new Journal(other, clock)));
      assertThat(receipts).filteredOn(one -> one.verdict() == Verdict.ACCEPTED).hasSize(40);
      assertThat(receipts).filteredOn(one -> one.verdict() == Verdict.UPDATED).hasSize(40);
      assertThat(receipts).filteredOn(one -> one.verdict() == Verdict.DUPLICATE).hasSize(40 * 14);
    }
  }

  @Test
  void twoNodesNeverClaimTheSame() throws Exception {
    List<Arrival> many = new ArrayList<>();
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
                for (OpenEvent event : other.claim("famulor", 300, LEASE, "node-2")) {
                  synchronized (taken) {
                    taken.add(event.id());
                  }
                }
              });
      neighbour.start();
      List<OpenEvent> mine = claim(300);
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
