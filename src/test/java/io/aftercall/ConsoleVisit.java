package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** One visitor of the console, with cookies and without a browser. */
abstract class ConsoleVisit extends ConsoleStage {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @AfterEach
  void mend() {
    kind();
  }

  HttpResponse<String> logIn(String password) throws Exception {
    return logIn("admin", password);
  }

  HttpResponse<String> logIn(String name, String password) throws Exception {
    return submit(
        "/console/login", "/console/login", Map.of("username", name, "password", password));
  }

  /** Posts as the form of a page does, with its token. */
  HttpResponse<String> submit(String page, String action, Map<String, String> fields)
      throws Exception {
    Matcher token = TOKEN.matcher(get(browser, page).body());
    assertThat(token.find()).as("a form with a token on " + page).isTrue();
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", token.group(1));
    return post(action, all);
  }

  HttpResponse<String> post(String action, Map<String, String> fields) throws Exception {
    return Answers.keep(
        browser.send(
            HttpRequest.newBuilder(at(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)))
                .build(),
            BodyHandlers.ofString()));
  }

  static HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return Answers.keep(
        client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString()));
  }

  String session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("aftercall"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
