package aftercall.route;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.config.Fingerprint;
import aftercall.config.Workspace;
import aftercall.mapping.Mapping;
import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.versions.Versions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptMappingsTest {
  private static final String PATH = "config/mappings/lead.yaml";
  private static final String TEXT = "fields:\n  Name: .customer_name\n";
  private static final String BROKEN = "fields:\n  Name: { from: .x, convert: no_more }\n";

  @TempDir Path folder;

  @Test
  void whatWasKeptIsCompiledAndNothingElseIsFound() {
    try (Store store = Databases.open(Databases.sqlite(folder))) {
      Versions versions = new Versions(store, InstantSource.system());
      versions.keep(Workspace.of(Map.of(PATH, TEXT)));
      versions.keep(Workspace.of(Map.of(PATH, BROKEN)));
      KeptMappings kept = new KeptMappings(versions);

      Mapping lead = kept.find("lead", Fingerprint.brief(TEXT)).orElseThrow();
      assertThat(lead.fields()).containsExactly("Name");
      assertThat(lead.version()).isEqualTo(Fingerprint.brief(TEXT));
      assertThat(kept.find("lead", Fingerprint.brief(TEXT))).containsSame(lead);
      assertThat(kept.find("lead", Fingerprint.brief(BROKEN))).isEmpty();
      assertThat(kept.find("lead", "0123456789ab")).isEmpty();
    }
    assertThat(KeptMappings.NONE.find("lead", Fingerprint.brief(TEXT))).isEmpty();
  }
}
