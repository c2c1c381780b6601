package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People sign in with the company's login, as what the company says they are. */
class OidcLoginTest extends ConsoleVisit {
  private HttpResponse<String> signIn(String name, String... roles) throws Exception {
    company.expect(name, List.of(roles));
    return get(browser, "/console/login/company");
  }

  @Test
  void theButtonStandsOnThePage() throws Exception {
    assertThat(get(browser, "/console/login").body())
        .contains("Sign in with Example Ltd", "/console/login/company");
  }

  @ParameterizedTest
  @CsvSource({
    "call-watchers, 200, 403, 403",
    "call-ops, 200, 200, 403",
    "call-admins, 200, 200, 200",
  })
  void theCompanySaysWhatSomebodyIs(String role, int page, int bulkAction, int rollback)
      throws Exception {
    HttpResponse<String> after = signIn("anna", "staff", role);
    assertThat(after.uri().getPath()).isEqualTo("/console");
    assertThat(after.body()).contains("anna");
    assertThat(get(browser, "/console/calls").statusCode()).isEqualTo(page);
    assertThat(get(browser, "/console/remedy?remedy=retry&all=true").statusCode())
        .isEqualTo(bulkAction);
    assertThat(get(browser, "/console/config/serving/rollback").statusCode()).isEqualTo(rollback);
  }

  @Test
  void whoHasNoRoleIsToldSoAndIsNotIn() throws Exception {
    HttpResponse<String> after = signIn("otto", "staff");
    assertThat(after.uri().toString()).endsWith("/console/login?norole");
    assertThat(after.body()).contains("have no role here");
    assertThat(get(browser, "/console/calls").uri().getPath()).isEqualTo("/console/login");
  }

  @Test
  void aTokenOfSomebodyElseOpensNothing() throws Exception {
    company.expect("anna", List.of("call-admins"));
    company.forge();
    HttpResponse<String> after = get(browser, "/console/login/company");
    assertThat(after.uri().toString()).endsWith("/console/login?company");
    assertThat(get(browser, "/console/calls").uri().getPath()).isEqualTo("/console/login");
  }

  @Test
  void aStateThatWasNotGivenOpensNothing() throws Exception {
    HttpResponse<String> after = get(browser, "/login/oauth2/code/company?code=code-1&state=x");
    assertThat(after.uri().toString()).endsWith("/console/login?company");
  }

  @Test
  void whatTheyDoIsInTheBookUnderTheirName() throws Exception {
    signIn("olga", "call-ops");
    submit(
        "/console/destinations/appointment/pause",
        "/console/destinations/appointment/pause",
        Map.of("why", "holiday"));
    submit("/console", "/console/destinations/appointment/resume", Map.of());
    JsonNode actions = get("/audit").path("actions");
    assertThat(actions.findValuesAsText("who")).contains("olga");
  }
}
