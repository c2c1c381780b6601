package io.aftercall.reload.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aftercall.config.ContentHash;
import io.aftercall.config.Workspace;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
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
abstract class ConfigVersionsContract {
  private static final String LEAD = "config/mappings/lead.yaml";
  private static final String TASK = "config/mappings/task.yaml";

  final TestClock clock = new TestClock();
  private ConfigVersions configVersions;

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
    configVersions = new ConfigVersions(store, clock);
  }

  private static Workspace set(String lead, String task) {
    return Workspace.of(Map.of(LEAD, lead, TASK, task));
  }

  @Test
  void aSetComesBackAsItWas() {
    Workspace set = set("fields:\n  Name: .name # Müller €\n", "");
    configVersions.store(set);
    configVersions.store(set);

    Workspace back = configVersions.set(set.hash()).orElseThrow();
    assertThat(back.files()).isEqualTo(set.files());
    assertThat(back.hash()).isEqualTo(set.hash());
    assertThat(configVersions.manifest(set.hash()).orElseThrow())
        .containsEntry(LEAD, ContentHash.of(set.text(LEAD).orElseThrow()));
    assertThat(configVersions.set("0".repeat(64))).isEmpty();
  }

  @Test
  void settingsAreNotKept() {
    Workspace set = set("a", "b").with("config/application.yaml", "password: hunter2");
    configVersions.store(set);

    assertThat(configVersions.set(set.hash()).orElseThrow().files()).containsOnlyKeys(LEAD, TASK);
    assertThat(configVersions.files(ContentHash.of("password: hunter2"))).isEmpty();
  }

  @Test
  void aTextIsKeptOnceAndFoundByTheVersionAttemptsName() {
    Workspace first = set("one", "same");
    Workspace second = set("two", "same");
    configVersions.store(first);
    configVersions.store(second);

    VersionedFile file = configVersions.files(ContentHash.brief("one")).get(0);
    assertThat(file.text()).isEqualTo("one");
    assertThat(file.path()).isEqualTo(LEAD);
    assertThat(file.version()).isEqualTo(ContentHash.brief("one"));
    long texts =
        store.read(db -> db.sql("select count(*) from config_file").query(Long.class).single());
    assertThat(texts).isEqualTo(3);
  }

  @Test
  void aHashIsFoundByItsFirstDigits() {
    Workspace set = set("one", "two");
    configVersions.store(set);

    assertThat(configVersions.sets(set.hash().substring(0, 6))).containsExactly(set.hash());
    assertThat(configVersions.sets(set.hash())).containsExactly(set.hash());
    for (String none : List.of("", "a", "zzzzzz", set.hash().substring(0, 5), "%' or 1=1 --")) {
      assertThat(configVersions.sets(none)).as(none).isEmpty();
      assertThat(configVersions.files(none)).as(none).isEmpty();
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
    serve("a", first, new ConfigActivation.RollbackInfo("ann", "two was wrong", second.hash()));

    List<ConfigActivation> history = configVersions.servings().history(10, null);
    assertThat(history)
        .extracting(ConfigActivation::node, ConfigActivation::hash, ConfigActivation::before)
        .containsExactly(
            tuple("a", first.hash(), second.hash()),
            tuple("a", second.hash(), first.hash()),
            tuple("b", first.hash(), null),
            tuple("a", first.hash(), null));
    assertThat(history.get(0).by())
        .isEqualTo(new ConfigActivation.RollbackInfo("ann", "two was wrong", second.hash()));
    assertThat(history.get(1).by()).isNull();
    assertThat(history.get(0).at()).isEqualTo(clock.instant());
    assertThat(configVersions.servings().of(first.hash())).hasSize(3);

    List<ConfigActivation> page = configVersions.servings().history(2, null);
    assertThat(configVersions.servings().history(10, page.get(1).id()))
        .isEqualTo(history.subList(2, 4));
  }

  private void serve(String node, Workspace set, ConfigActivation.RollbackInfo by) {
    clock.pass(Duration.ofMinutes(1));
    configVersions.store(set);
    configVersions.servings().begin(node, set.hash(), by);
  }
}
