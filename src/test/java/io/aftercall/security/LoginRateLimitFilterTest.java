package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoginRateLimitFilterTest {
  private static final String HOME = "192.0.2.1";

  private final TestClock clock = new TestClock();
  private final LoginAttempts attempts = new LoginAttempts(clock);

  @ParameterizedTest
  @CsvSource({"4, 0", "5, 1", "6, 2", "7, 4", "10, 32", "11, 60", "500, 60"})
  void everyWrongPasswordCostsMoreUpToAMinute(int wrong, int seconds) {
    fail(HOME, wrong);
    assertThat(attempts.wait(HOME)).isEqualTo(Duration.ofSeconds(seconds));
    clock.pass(Duration.ofSeconds(seconds));
    assertThat(attempts.wait(HOME)).isZero();
  }

  @Test
  void othersAreNotHeldUp() {
    fail(HOME, 20);
    assertThat(attempts.wait("192.0.2.2")).isZero();
  }

  @Test
  void theRightPasswordMakesUp() {
    fail(HOME, 20);
    attempts.succeeded(HOME);
    assertThat(attempts.wait(HOME)).isZero();
  }

  @Test
  void aQuarterOfAnHourLaterItIsForgotten() {
    fail(HOME, 20);
    clock.pass(Duration.ofMinutes(15));
    fail(HOME, 1);
    assertThat(attempts.wait(HOME)).isZero();
  }

  @Test
  void noPasswordIsLookedAtWhileSomebodyHasToWait() throws Exception {
    fail(HOME, 11);
    MockHttpServletResponse answer = request("POST", SecurityRules.LOGIN);
    assertThat(answer.getRedirectedUrl()).isEqualTo("/console/login?wait=61");
    assertThat(answer.getHeader("Retry-After")).isEqualTo("61");
    clock.pass(Duration.ofMinutes(1));
    assertThat(request("POST", SecurityRules.LOGIN).getRedirectedUrl()).isNull();
  }

  @Test
  void whoeverIsInAlreadyGoesOn() throws Exception {
    fail(HOME, 11);
    assertThat(request("GET", SecurityRules.LOGIN).getRedirectedUrl()).isNull();
    assertThat(request("POST", "/console/remedy").getRedirectedUrl()).isNull();
  }

  private MockHttpServletResponse request(String method, String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setRemoteAddr(HOME);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new LoginRateLimitFilter(attempts).doFilter(request, response, new MockFilterChain());
    return response;
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(address);
    }
  }
}
