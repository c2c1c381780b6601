package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** What the company's login said of somebody holds for a while only. */
class SessionCheckTest {
  private static final Duration RECHECK = Duration.ofMinutes(15);

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private MockHttpSession session = new MockHttpSession();

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  /** Returns whether the visitor was still in when the request went on. */
  @SuppressWarnings("deprecation")
  private boolean isIn(String login) throws Exception {
    OidcIdToken token =
        new OidcIdToken(login, Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Map.of("sub", "anna"));
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                new DefaultOidcUser(AuthorityUtils.NO_AUTHORITIES, token),
                null,
                AuthorityUtils.NO_AUTHORITIES));
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/console");
    request.setSession(session);
    Users users =
        new Users(new SecretFile(folder.resolve("users")), NoOpPasswordEncoder.getInstance());
    new SessionCheck(users, RECHECK, clock)
        .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    return SecurityContextHolder.getContext().getAuthentication() != null;
  }

  @Test
  void aSessionOfTheCompanysLoginEndsWhenItIsToBeAskedAgain() throws Exception {
    assertThat(isIn("login-1")).isTrue();
    clock.pass(RECHECK.minusSeconds(1));
    assertThat(isIn("login-1")).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(isIn("login-1")).isFalse();
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void whoSignsInAgainInTheSameSessionIsInForAsLongAgain() throws Exception {
    assertThat(isIn("login-1")).isTrue();
    clock.pass(RECHECK);
    assertThat(isIn("login-2")).isTrue();
    clock.pass(RECHECK.minusSeconds(1));
    assertThat(isIn("login-2")).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(isIn("login-2")).isFalse();
  }
}
