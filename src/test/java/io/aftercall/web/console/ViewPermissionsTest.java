package io.aftercall.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** A viewer sees how a call went, not with whom or what was said. */
class ViewPermissionsTest {
  private final ViewPermissions viewPermissions = new ViewPermissions();

  @AfterEach
  void leave() {
    SecurityContextHolder.clearContext();
  }

  private static void come(String authority) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                "somebody", null, AuthorityUtils.createAuthorityList(authority)));
  }

  @ParameterizedTest
  @CsvSource({
    "ROLE_VIEWER, false",
    "ROLE_SOMETHING, false",
    "ROLE_OPERATOR, true",
    "ROLE_ADMIN, true",
  })
  void theRoleDecides(String authority, boolean sees) {
    come(authority);
    assertThat(viewPermissions.seesPeople()).isEqualTo(sees);
    assertThat(viewPermissions.mayErase()).isEqualTo(sees);
  }

  @Test
  void nobodySeesNothing() {
    assertThat(viewPermissions.seesPeople()).isFalse();
    assertThatThrownBy(viewPermissions::needsToErase).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(viewPermissions::requirePeopleAccess)
        .isInstanceOf(AccessDeniedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classic-campaign-completed",
        "classic-segments-completed",
        "platform2-call-completed",
        "conversation-ended-whatsapp"
      })
  void aViewersStoryNamesNobody(String sample) throws Exception {
    Workspace workspace = Workspace.read(Path.of("."));
    ConfigSnapshot rules = ActiveConfig.read(workspace, name -> "set", new ArrayList<>());
    DryRunReport dryRunReport;
    try (DryRun dryRun = DryRun.ofDecisions(workspace, rules)) {
      byte[] body = Files.readAllBytes(Path.of("config/samples", sample + ".json"));
      dryRunReport = dryRun.tell("famulor", body);
    }
    come("ROLE_OPERATOR");
    assertThat(viewPermissions.shown(dryRunReport)).isSameAs(dryRunReport);
    come("ROLE_VIEWER");
    DryRunReport shown = viewPermissions.shown(dryRunReport);

    assertThat(shown.json().toString())
        .doesNotContain(
            "Mustermann",
            "Beispiel",
            "+49151",
            "+1234567890",
            "Hello",
            "recordings",
            "15123456789");
    assertThat(shown.call().path("id")).isEqualTo(dryRunReport.call().path("id"));
    assertThat(shown.call().path("outcome")).isEqualTo(dryRunReport.call().path("outcome"));
    assertThat(shown.call().path("duration")).isEqualTo(dryRunReport.call().path("duration"));
    assertThat(shown.rules()).hasSameSizeAs(dryRunReport.rules());
  }
}
