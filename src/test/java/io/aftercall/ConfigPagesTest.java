package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.ContentHash;
import io.aftercall.reload.ActiveConfig;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules and their versions, as pages. */
class ConfigPagesTest extends ConsoleVisit {
  private String hash;

  @BeforeEach
  void logIn() throws Exception {
    logIn(PASSWORD);
    hash = service.bean(ActiveConfig.class).get().hash();
  }

  private String page(String path) throws Exception {
    HttpResponse<String> answer = get(browser, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void theHistoryNamesWhatServes() throws Exception {
    assertThat(page("/console/config"))
        .contains(hash.substring(0, 12), "serves", "The first one")
        .doesNotContain("refused edit");
  }

  @Test
  void aVersionListsItsFilesAndEachCanBeRead() throws Exception {
    String lead = Files.readString(Path.of("config/mappings/salesforce-lead.yaml"));
    String version = ContentHash.brief(lead);
    assertThat(page("/console/config/" + hash))
        .contains(hash, "config/mappings/salesforce-lead.yaml", version)
        .doesNotContain("Go back to this version");
    assertThat(page("/console/config/file/" + version))
        .contains("config/mappings/salesforce-lead.yaml", "Aftercall_Person__c");
    HttpResponse<String> none = get(browser, "/console/config/ffffffffff");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("There is no version ffffffffff.");
  }

  @Test
  void anAttemptLeadsToItsMapping() throws Exception {
    refuse("490801");
    String version = ContentHash.brief(Files.readString(Path.of("config/mappings/crm-http.yaml")));
    assertThat(page("/console/call?id=490801")).contains("/console/config/file/" + version);
  }

  @Test
  void whatServesNeedsNoWayBackAndNoneGoesWithoutAWhy() throws Exception {
    assertThat(page("/console/config/" + hash + "/rollback"))
        .contains("The files are this version already")
        .doesNotContain("<label for=\"why\"");
    HttpResponse<String> without =
        submit("/console/config", "/console/config/" + hash + "/rollback", Map.of());
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("Why is missing: say in a few words why");
  }
}
