package io.aftercall.security;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** Who gets in where. */
@Configuration(proxyBeanMethods = false)
public class SecurityRules {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityRules.class);

  public static final String LOGIN = "/console/login";

  /** Attribute of a request that was refused: true when its form was too old, not its sender. */
  public static final String STALE = "aftercall.stale";

  /** Sent by htmx with every request for a part of a page. */
  private static final String PART = "HX-Request";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http, Tokens tokens, LoginAttempts attempts, MeterRegistry registry)
      throws Exception {
    return http.securityMatcher("/api/**")
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(
            new ApiTokenFilter(tokens, attempts, registry),
            UsernamePasswordAuthenticationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/api/v1/users/**", "/api/v1/tokens/**", "/api/v1/rotate-keys")
                    .hasRole(Role.ADMIN.name())
                    .requestMatchers(HttpMethod.GET)
                    .hasRole(Role.VIEWER.name())
                    .requestMatchers(HttpMethod.POST, "/api/v1/try")
                    .hasRole(Role.VIEWER.name())
                    .requestMatchers("/api/v1/config/**")
                    .hasRole(Role.ADMIN.name())
                    .anyRequest()
                    .hasRole(Role.OPERATOR.name()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(SecurityRules::askForToken)
                    .accessDeniedHandler(SecurityRules::sayWhatIsMissing))
        .headers(SecurityRules::strict)
        .build();
  }

  private static void askForToken(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    ProblemResponses.write(
        response,
        HttpStatus.UNAUTHORIZED,
        "send Authorization: Bearer <token>; the token is AFTERCALL_API_TOKEN, or the content of"
            + " the file api-token in the data folder");
  }

  private static void sayWhatIsMissing(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    String role = Role.now().map(Role::text).orElse("nobody's");
    ProblemResponses.write(
        response,
        HttpStatus.FORBIDDEN,
        "this token's role is "
            + role
            + ", which may not do that; ask an admin for another"
            + " token, or for this one's role");
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http, Users users, InstantSource clock, Optional<OidcLogin> company)
      throws Exception {
    SavedRequestAwareAuthenticationSuccessHandler welcome =
        new SavedRequestAwareAuthenticationSuccessHandler();
    welcome.setDefaultTargetUrl("/console");
    welcome.setRedirectStrategy(new RelativeRedirects());
    if (company.isPresent()) {
      http.oauth2Login(login -> offer(login, company.get(), welcome));
    }
    Duration recheck = company.map(OidcLogin::recheck).orElse(Duration.ZERO);
    return http.authorizeHttpRequests(
            requests ->
                requests
                    // Probes and scrapers bring no token. The port is bound to loopback unless an
                    // operator says otherwise, and neither page holds anything about a person.
                    .requestMatchers("/actuator/health/**", "/actuator/prometheus")
                    .permitAll()
                    .requestMatchers(
                        LOGIN,
                        LOGIN + "/company",
                        "/console/*.css",
                        "/console/*.js",
                        "/console/*.svg",
                        "/webjars/**",
                        "/error")
                    .permitAll()
                    .requestMatchers("/console/logout", "/console/try")
                    .hasRole(Role.VIEWER.name())
                    .requestMatchers(
                        "/console/remedy", "/console/destinations/**", "/console/person/**")
                    .hasRole(Role.OPERATOR.name())
                    .requestMatchers("/console/config/*/rollback")
                    .hasRole(Role.ADMIN.name())
                    .requestMatchers(HttpMethod.GET)
                    .hasRole(Role.VIEWER.name())
                    .anyRequest()
                    .hasRole(Role.OPERATOR.name()))
        .requestCache(cache -> cache.requestCache(wholePages()))
        .addFilterAfter(
            new SessionCheck(users, recheck, clock), UsernamePasswordAuthenticationFilter.class)
        .formLogin(
            login ->
                login
                    .loginPage(LOGIN)
                    .successHandler(welcome)
                    .failureHandler(SecurityRules::askAgain))
        .logout(logout -> logout.logoutUrl("/console/logout").logoutSuccessUrl(LOGIN + "?out"))
        .sessionManagement(
            session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(askToLogIn())
                    .accessDeniedHandler(
                        (request, response, why) -> {
                          request.setAttribute(STALE, why instanceof CsrfException);
                          response.sendError(HttpStatus.FORBIDDEN.value());
                        }))
        .headers(SecurityRules::strict)
        .build();
  }

  private static void askAgain(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof ThrottledAuthenticationProvider.TooMany tooMany) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.seconds()));
      response.sendRedirect(request.getContextPath() + LOGIN + "?wait=" + tooMany.seconds());
    } else {
      response.sendRedirect(request.getContextPath() + LOGIN + "?wrong");
    }
  }

  private static void offer(
      OAuth2LoginConfigurer<HttpSecurity> login,
      OidcLogin company,
      AuthenticationSuccessHandler welcome) {
    login
        .loginPage(LOGIN)
        .clientRegistrationRepository(company)
        .successHandler(welcome)
        .tokenEndpoint(token -> token.accessTokenResponseClient(company.requests().tokens()))
        .userInfoEndpoint(who -> who.oidcUserService(company))
        .failureHandler(
            (request, response, why) -> {
              String error =
                  why instanceof OAuth2AuthenticationException refused
                      ? refused.getError().getErrorCode()
                      : why.getClass().getSimpleName();
              LOG.warn("login.failed by=company error={}", error);
              response.sendRedirect(
                  LOGIN + (error.equals(OidcLogin.NO_ROLE) ? "?norole" : "?company"));
            });
  }

  /** Where to go on after the login: never to a part of a page. */
  private static HttpSessionRequestCache wholePages() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setMatchingRequestParameterName(null);
    cache.setRequestMatcher(
        request -> request.getMethod().equals("GET") && request.getHeader(PART) == null);
    return cache;
  }

  /** A part of a page that asks for news after the session has ended has the whole page ask. */
  private static AuthenticationEntryPoint askToLogIn() {
    LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(LOGIN);
    page.setFavorRelativeUris(true);
    return (request, response, why) -> {
      if (request.getHeader(PART) != null) {
        response.setHeader("HX-Refresh", "true");
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
      } else {
        page.commence(request, response, why);
      }
    };
  }

  private static void strict(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=()"))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
  }
}
