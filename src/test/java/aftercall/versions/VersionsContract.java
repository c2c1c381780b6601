package aftercall.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercall.config.Fingerprint;
import aftercall.config.Workspace;
import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database must do with kept sets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VersionsContract {
  private static final String LEAD = "config/mappings/lead.yaml";
  private static final String TASK = "config/mappings/task.yaml";

  final TestClock clock = new TestClock();
  private Versions versions;

  private Store store;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    store = Store.open(settings(), clock);
  }

  @AfterAll
  void close() {
    store.close();
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
    versions = new Versions(store, clock);
  }

  private static Workspace set(String lead, String task) {
    return Workspace.of(Map.of(LEAD, lead, TASK, task));
  }

  @Test
  void aSetComesBackAsItWas() {
    Workspace set = set("fields:\n  Name: .name # Müller €\n", "");
    versions.keep(set);
    versions.keep(set);

    Workspace back = versions.set(set.hash()).orElseThrow();
    assertThat(back.files()).isEqualTo(set.files());
    assertThat(back.hash()).isEqualTo(set.hash());
    assertThat(versions.manifest(set.hash()).orElseThrow())
        .containsEntry(LEAD, Fingerprint.of(set.text(LEAD).orElseThrow()));
    assertThat(versions.set("0".repeat(64))).isEmpty();
  }

  @Test
  void settingsAreNotKept() {
    Workspace set = set("a", "b").with("config/application.yaml", "password: hunter2");
    versions.keep(set);

    assertThat(versions.set(set.hash()).orElseThrow().files()).containsOnlyKeys(LEAD, TASK);
    assertThat(versions.files(Fingerprint.of("password: hunter2"))).isEmpty();
  }

  @Test
  void aTextIsKeptOnceAndFoundByTheVersionAttemptsName() {
    Workspace first = set("one", "same");
    Workspace second = set("two", "same");
    versions.keep(first);
    versions.keep(second);

    KeptFile file = versions.files(Fingerprint.brief("one")).get(0);
    assertThat(file.text()).isEqualTo("one");
    assertThat(file.path()).isEqualTo(LEAD);
    assertThat(file.version()).isEqualTo(Fingerprint.brief("one"));
    long texts =
        store.read(db -> db.sql("select count(*) from config_file").query(Long.class).single());
    assertThat(texts).isEqualTo(3);
  }

  @Test
  void aHashIsFoundByItsFirstDigits() {
    Workspace set = set("one", "two");
    versions.keep(set);

    assertThat(versions.sets(set.hash().substring(0, 6))).containsExactly(set.hash());
    assertThat(versions.sets(set.hash())).containsExactly(set.hash());
    for (String none : List.of("", "a", "zzzzzz", set.hash().substring(0, 5), "%' or 1=1 --")) {
      assertThat(versions.sets(none)).as(none).isEmpty();
      assertThat(versions.files(none)).as(none).isEmpty();
    }
  }

  @Test
  void theHistorySaysWhichNodeServedByWhatSinceWhen() {
    Workspace first = set("one", "");
    Workspace second = set("two", "");
    serve("a", first, null);
    serve("a", first, null);
    serve("b", first, null);
    serve("a", second, null);
    serve("a", first, new Serving.Act("ann", "two was wrong", second.hash()));

    List<Serving> history = versions.servings().history(10, null);
    assertThat(history)
        .extracting(Serving::node, Serving::hash, Serving::before)
        .containsExactly(
            tuple("a", first.hash(), second.hash()),
            tuple("a", second.hash(), first.hash()),
            tuple("b", first.hash(), null),
            tuple("a", first.hash(), null));
    assertThat(history.get(0).by())
        .isEqualTo(new Serving.Act("ann", "two was wrong", second.hash()));
    assertThat(history.get(1).by()).isNull();
    assertThat(history.get(0).at()).isEqualTo(clock.instant());
    assertThat(versions.servings().of(first.hash())).hasSize(3);

    List<Serving> page = versions.servings().history(2, null);
    assertThat(versions.servings().history(10, page.get(1).id())).isEqualTo(history.subList(2, 4));
  }

  private void serve(String node, Workspace set, Serving.Act by) {
    clock.pass(Duration.ofMinutes(1));
    versions.keep(set);
    versions.servings().begin(node, set.hash(), by);
  }
}
