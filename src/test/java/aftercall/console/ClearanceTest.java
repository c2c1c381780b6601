package aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercall.call.Veil;
import aftercall.config.Workspace;
import aftercall.route.InForce;
import aftercall.route.Rehearsal;
import aftercall.route.Ruleset;
import aftercall.route.Story;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
class ClearanceTest {
  private final Clearance clearance = new Clearance();

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
    assertThat(clearance.seesPeople()).isEqualTo(sees);
    assertThat(clearance.mayErase()).isEqualTo(sees);
  }

  @Test
  void nobodySeesNothing() {
    assertThat(clearance.seesPeople()).isFalse();
    assertThatThrownBy(clearance::needsToErase).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(clearance::needsToSeePeople).isInstanceOf(AccessDeniedException.class);
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
    Ruleset rules = InForce.read(workspace, name -> "set", new ArrayList<>());
    Story story;
    try (Rehearsal rehearsal = Rehearsal.ofDecisions(workspace, rules)) {
      byte[] body = Files.readAllBytes(Path.of("config/samples", sample + ".json"));
      story = rehearsal.tell("famulor", body);
    }
    come("ROLE_OPERATOR");
    assertThat(clearance.shown(story)).isSameAs(story);
    come("ROLE_VIEWER");
    Story shown = clearance.shown(story);

    assertThat(shown.json().toString())
        .doesNotContain(
            "Mustermann",
            "Beispiel",
            "+49151",
            "+1234567890",
            "Hello",
            "recordings",
            "15123456789");
    assertThat(shown.call().path("id")).isEqualTo(story.call().path("id"));
    assertThat(shown.call().path("outcome")).isEqualTo(story.call().path("outcome"));
    assertThat(shown.call().path("duration")).isEqualTo(story.call().path("duration"));
    assertThat(shown.rules()).hasSameSizeAs(story.rules());
  }

  @Test
  void numbersAsLongAsAPhoneAreHiddenTooAndShortOnesStay() throws Exception {
    ObjectNode call =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"extracted_variables":{"callback":15112345678,"employees":12,"interested":true,
                    "date":"2026-03-01","note":"call me"},"lead":{"id":7},"raw":{"x":1},"status":"completed"}
                    """);
    assertThat(Veil.over(call).toString())
        .isEqualTo(
            "{\"extracted_variables\":{\"callback\":\"…(11)\",\"employees\":12,\"interested\":true,"
                + "\"date\":\"2026-03-01\",\"note\":\"…(7)\"},\"lead\":{\"id\":\"hidden\"},"
                + "\"raw\":\"hidden\",\"status\":\"completed\"}");
  }
}
