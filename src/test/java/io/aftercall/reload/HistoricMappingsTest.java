package io.aftercall.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.ContentHash;
import io.aftercall.config.Workspace;
import io.aftercall.mapping.Mapping;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoricMappingsTest {
  private static final String PATH = "config/mappings/lead.yaml";
  private static final String TEXT = "fields:\n  Name: .customer_name\n";
  private static final String BROKEN = "fields:\n  Name: { from: .x, convert: no_more }\n";

  @TempDir Path folder;

  @Test
  void whatWasKeptIsCompiledAndNothingElseIsFound() {
    try (Store store = Databases.open(Databases.sqlite(folder))) {
      ConfigVersions configVersions = new ConfigVersions(store, InstantSource.system());
      configVersions.store(Workspace.of(Map.of(PATH, TEXT)));
      configVersions.store(Workspace.of(Map.of(PATH, BROKEN)));
      HistoricMappings kept = new HistoricMappings(configVersions);

      Mapping lead = kept.find("lead", ContentHash.brief(TEXT)).orElseThrow();
      assertThat(lead.fields()).containsExactly("Name");
      assertThat(lead.version()).isEqualTo(ContentHash.brief(TEXT));
      assertThat(kept.find("lead", ContentHash.brief(TEXT))).containsSame(lead);
      assertThat(kept.find("lead", ContentHash.brief(BROKEN))).isEmpty();
      assertThat(kept.find("lead", "0123456789ab")).isEmpty();
    }
    assertThat(HistoricMappings.NONE.find("lead", ContentHash.brief(TEXT))).isEmpty();
  }
}
