package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever host a browser named, people are sent on within this console. */
class RelativeRedirectsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /console/calls                          | /console/calls
          /console/calls?state=held&phone=%2B49   | /console/calls?state=held&phone=%2B49
          http://evil.example/console/calls?a=b   | /console/calls?a=b
          https://evil.example                    | /console
          https://evil.example//evil.example/x    | /console
          //evil.example/console                  | /console
          mailto:a@evil.example                   | /console
          console                                 | /console
          """)
  void leadNowhereElse(String asked, String sent) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/console/login");
    request.setServerName("evil.example");
    MockHttpServletResponse response = new MockHttpServletResponse();

    new RelativeRedirects().sendRedirect(request, response, asked);

    assertThat(response.getRedirectedUrl()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"/calls, /app/calls", "/app/calls, /app/calls", "https://x.example, /app/console"})
  void stayBelowTheFolderOfTheApplication(String asked, String sent) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app/console/login");
    request.setContextPath("/app");
    MockHttpServletResponse response = new MockHttpServletResponse();

    new RelativeRedirects().sendRedirect(request, response, asked);

    assertThat(response.getRedirectedUrl()).isEqualTo(sent);
  }
}
