package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The console behind a TLS proxy on a private address, under a path of its own. */
class ForwardedHeadersTest extends ConsoleStage {

  private static HttpResponse<String> proxied(String path, String prefix) throws Exception {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("X-Forwarded-For", "203.0.113.9")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "crm.example.com")
            .header("X-Forwarded-Prefix", prefix));
  }

  @Test
  void redirectsGoThroughThePrefix() throws Exception {
    HttpResponse<String> answer = proxied("/console", "/ac/");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/ac/console/");
  }

  @Test
  void linksFormsAndStylesGoThroughThePrefix() throws Exception {
    HttpResponse<String> page = proxied("/console/login", "/tools/ac");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("\"/tools/ac/console/console.css\"")
        .contains("action=\"/tools/ac/console/login\"")
        .doesNotContain("\"/console/");
    assertThat(proxied("/console/console.css", "/tools/ac").statusCode()).isEqualTo(200);
  }

  @Test
  void theSessionCookieIsSecureBehindTls() throws Exception {
    assertThat(proxied("/console/login", "/ac").headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allMatch(cookie -> cookie.contains("Secure"));
  }

  @Test
  void aPrefixThatIsNoPathIsIgnored() throws Exception {
    for (String bad : new String[] {"//evil.example", "/a/../b", "https://evil", "/a\"b"}) {
      assertThat(proxied("/console/login", bad).body())
          .contains("\"/console/console.css\"")
          .doesNotContain("evil");
    }
  }

  @Test
  void withoutAProxyNothingIsForwarded() throws Exception {
    HttpResponse<String> page =
        send(HttpRequest.newBuilder(at("/console/login")).header("X-Ignored", "1"));
    assertThat(page.body()).contains("\"/console/console.css\"");
  }
}
