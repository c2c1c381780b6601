package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.store.TestClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class LoginThrottleTest {
  private static final String HOME = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";

  private final TestClock clock = new TestClock();
  private final LoginAttempts attempts = new LoginAttempts(clock);
  private final AtomicInteger checked = new AtomicInteger();
  private final ThrottledAuthenticationProvider login =
      new ThrottledAuthenticationProvider(
          new AuthenticationProvider() {
            @Override
            public Authentication authenticate(Authentication asked) {
              checked.incrementAndGet();
              if (asked.getCredentials().equals("right")) {
                return UsernamePasswordAuthenticationToken.authenticated(
                    asked.getName(), null, AuthorityUtils.NO_AUTHORITIES);
              }
              throw new BadCredentialsException("wrong");
            }

            @Override
            public boolean supports(Class<?> kind) {
              return true;
            }
          },
          attempts);

  @ParameterizedTest
  @CsvSource({"4, 0", "5, 1", "6, 2", "7, 4", "10, 32", "11, 60", "500, 60"})
  void everyAttemptCostsMoreUpToAMinute(int wrong, int seconds) {
    fail(HOME, "anna", wrong);
    assertThat(attempts.begin(HOME, "otto")).isEqualTo(Duration.ofSeconds(seconds));
    if (seconds > 0) {
      clock.pass(Duration.ofSeconds(seconds));
      assertThat(attempts.begin(HOME, "otto")).isZero();
    }
  }

  @Test
  void othersAreNotHeldUp() {
    fail(HOME, "anna", 20);
    assertThat(attempts.begin(ELSEWHERE, "otto")).isZero();
  }

  @Test
  void oneNameIsNotGuessedFromManyAddresses() {
    for (int i = 0; i < 5; i++) {
      tryOnce("198.51.100." + i, "anna", "wrong");
    }
    assertThatThrownBy(() -> tryOnce(ELSEWHERE, " ANNA ", "right"))
        .isInstanceOf(ThrottledAuthenticationProvider.TooMany.class);
    assertThat(checked).hasValue(5);
  }

  /** Whoever has an account here cannot wipe out what was counted for their address. */
  @Test
  void anotherLoginClearsNothing() {
    for (int i = 0; i < 4; i++) {
      tryOnce(HOME, "admin", "wrong");
    }
    tryOnce(HOME, "mallory", "right");
    tryOnce(HOME, "admin", "wrong");
    assertThatThrownBy(() -> tryOnce(HOME, "mallory", "right"))
        .isInstanceOf(ThrottledAuthenticationProvider.TooMany.class);
    assertThat(checked).hasValue(6);
  }

  @Test
  void whoLogsInOftenIsNotHeldUp() {
    for (int i = 0; i < 50; i++) {
      tryOnce(HOME, "anna", "right");
    }
    assertThat(checked).hasValue(50);
  }

  @Test
  void manyAtOnceAreNoWayRound() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(40);
    for (int i = 0; i < 40; i++) {
      threads.submit(
          () -> {
            go.await();
            tryOnce(HOME, "admin", "wrong");
            return null;
          });
    }
    go.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(checked).hasValue(5);
  }

  @Test
  void aQuarterOfAnHourLaterItIsForgotten() {
    fail(HOME, "anna", 20);
    clock.pass(Duration.ofMinutes(15));
    fail(HOME, "anna", 1);
    assertThat(attempts.begin(HOME, "anna")).isZero();
  }

  @Test
  void atMostTwoPasswordsAreHashedAtATime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    PasswordEncoder slow =
        new PasswordEncoder() {
          @Override
          public String encode(CharSequence password) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            try {
              two.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            now.decrementAndGet();
            return "hash";
          }

          @Override
          public boolean matches(CharSequence password, String hash) {
            return encode(password).equals(hash);
          }
        };
    PasswordEncoder bounded = new PasswordHashLimit(slow);
    ExecutorService threads = Executors.newFixedThreadPool(10);
    for (int i = 0; i < 10; i++) {
      boolean even = i % 2 == 0;
      threads.submit(() -> even ? bounded.encode("x") : bounded.matches("x", "hash"));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(2);
  }

  private void tryOnce(String address, String name, String password) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", SecurityRules.LOGIN);
    request.setRemoteAddr(address);
    UsernamePasswordAuthenticationToken asked =
        UsernamePasswordAuthenticationToken.unauthenticated(name, password);
    asked.setDetails(new WebAuthenticationDetails(request));
    try {
      login.authenticate(asked);
    } catch (ThrottledAuthenticationProvider.TooMany tooMany) {
      throw tooMany;
    } catch (AuthenticationException wrong) {
      // Counted by now.
    }
  }

  /** As if each had waited until it might. */
  private void fail(String address, String name, int times) {
    for (int i = 0; i < times; i++) {
      Duration wait = attempts.begin(address, name);
      while (!wait.isZero()) {
        clock.pass(wait);
        wait = attempts.begin(address, name);
      }
    }
  }
}
