package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.security.Role;
import io.aftercall.security.Tokens;
import io.aftercall.security.Users;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every endpoint, as Spring itself lists them, by everybody: nobody is in without a right token,
 * and whoever may not see people finds nobody by phone. An endpoint that is new is in here at once.
 */
class EveryEndpointTest extends ConsoleVisit {
  private static final String PHONE = "phone=%2B4915123456789";

  private record Endpoint(String method, String path) {}

  private static List<Endpoint> endpoints(String under) {
    Set<String> found = new TreeSet<>();
    service
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping -> {
              for (String path : mapping.getPatternValues()) {
                Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                if (path.startsWith(under)) {
                  methods.forEach(method -> found.add(method + " " + path));
                }
              }
            });
    List<Endpoint> endpoints = new ArrayList<>();
    for (String one : found) {
      String[] parts = one.split(" ");
      endpoints.add(new Endpoint(parts[0], parts[1].replaceAll("\\{[^}]+}", "nothing")));
    }
    return endpoints;
  }

  private static int ask(Endpoint endpoint, String token, String query) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(endpoint.path() + query))
            .header("Content-Type", "application/json")
            .method(endpoint.method(), BodyPublishers.ofString("{\"dry_run\":true}"));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request).statusCode();
  }

  private static String token(Role role) {
    return service.bean(Tokens.class).make("every-" + role.text(), role, Duration.ofDays(1));
  }

  @Test
  void theApiOpensToNobodyWithoutARightToken() throws Exception {
    List<Endpoint> all = endpoints("/api/");
    assertThat(all).hasSizeGreaterThan(30);
    for (Endpoint endpoint : all) {
      for (String query : new String[] {"", "?" + PHONE}) {
        assertThat(ask(endpoint, null, query)).as(endpoint + query).isEqualTo(401);
        assertThat(ask(endpoint, "wrong", query)).as(endpoint + query).isIn(401, 429);
      }
    }
  }

  @Test
  void aWrongTokenIsSlowedDownAndARightOneGetsIn() throws Exception {
    Endpoint status = new Endpoint("GET", "/api/v1/status");
    int last = 0;
    for (int i = 0; i < 7; i++) {
      last = ask(status, "wrong-" + i, "");
    }
    assertThat(last).isEqualTo(429);
    assertThat(ask(status, token(Role.VIEWER), "")).isEqualTo(200);
  }

  @Test
  void whoMayNotSeePeopleFindsNobodyByPhone() throws Exception {
    String viewer = token(Role.VIEWER);
    String operator = token(Role.OPERATOR);
    String admin = token(Role.ADMIN);
    int filtered = 0;
    for (Endpoint endpoint : endpoints("/api/")) {
      int nonsense = ask(endpoint, admin, "?phone=nonsense");
      int plain = ask(endpoint, admin, "");
      // It takes the filter when it complains about its value, and not about its name.
      boolean takesPhone = nonsense == 400 && ask(endpoint, admin, "?" + PHONE) != 400;
      if (takesPhone) {
        filtered++;
        assertThat(ask(endpoint, viewer, "?" + PHONE)).as(endpoint + " viewer").isEqualTo(403);
        assertThat(ask(endpoint, operator, "?" + PHONE))
            .as(endpoint + " operator")
            .isNotEqualTo(403);
      } else {
        assertThat(ask(endpoint, viewer, "?" + PHONE))
            .as(endpoint + " takes no phone, answered " + plain)
            .isIn(200, 400, 403, 404, 409, 415);
      }
      assertThat(plain).as(endpoint + " admin").isNotIn(401, 403);
    }
    assertThat(filtered).as("endpoints that filter by phone").isGreaterThanOrEqualTo(6);
  }

  @Test
  void pagesAreTheSame() throws Exception {
    List<Endpoint> pages =
        endpoints("/console").stream().filter(page -> page.method().equals("GET")).toList();
    for (Endpoint page : pages) {
      if (!page.path().startsWith("/console/login")) {
        assertThat(ask(page, null, "?" + PHONE)).as(page + " anonymous").isIn(302, 401, 403);
      }
    }
    service.bean(Users.class).set("viola", Role.VIEWER, "violas own password 1");
    logIn("viola", "violas own password 1");
    for (String path : List.of("/console/calls", "/console/people", "/console/people/file")) {
      HttpResponse<String> page = get(browser, path + "?" + PHONE);
      assertThat(page.statusCode()).as(path).isEqualTo(403);
    }
    assertThat(get(browser, "/console/calls").statusCode()).isEqualTo(200);
  }
}
