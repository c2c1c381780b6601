package io.aftercall.security;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** Puts together who gets in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final int BCRYPT_STRENGTH = 12;

  /** Before the security chain, whose redirects go through the prefix too. */
  @Bean
  FilterRegistrationBean<ForwardedPrefixFilter> forwardedPrefix() {
    FilterRegistrationBean<ForwardedPrefixFilter> filter =
        new FilterRegistrationBean<>(new ForwardedPrefixFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
    return filter;
  }

  @Bean
  AccessSettings accessSettings(Environment environment) {
    // Also where no issuer is set: half a login is a mistake.
    OidcSettings.of(environment);
    return AccessSettings.of(environment);
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new PasswordHashLimit(new BCryptPasswordEncoder(BCRYPT_STRENGTH));
  }

  @Bean
  static RoleHierarchy roleHierarchy() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role(Role.ADMIN.name())
        .implies(Role.OPERATOR.name())
        .role(Role.OPERATOR.name())
        .implies(Role.VIEWER.name())
        .build();
  }

  @Bean
  Users users(AccessSettings settings, PasswordEncoder encoder) {
    return new Users(settings.file("users"), encoder);
  }

  /** The one place that may print: the password must reach a person and no log. */
  @Bean
  InitialPassword initialPassword(AccessSettings settings, Users users) {
    return new InitialPassword(System.out, users.begin(settings.adminPassword()));
  }

  @Bean
  Tokens tokens(AccessSettings settings, InstantSource clock) {
    String house = Tokens.house(settings.apiToken(), settings.file("api-token"));
    return new Tokens(house, settings.file("tokens"), clock);
  }

  @Bean
  LoginAttempts loginAttempts(InstantSource clock) {
    return new LoginAttempts(clock);
  }

  /** The one way a password is checked, whatever the form and its path. */
  @Bean
  AuthenticationProvider passwordLogin(
      Users users, PasswordEncoder encoder, LoginAttempts attempts) {
    DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(users);
    passwords.setPasswordEncoder(encoder);
    return new ThrottledAuthenticationProvider(passwords, attempts);
  }

  /** Only where an issuer is set. */
  @Bean
  @ConditionalOnProperty("aftercall.login.issuer")
  OidcLogin oidcLogin(Environment environment) {
    return OidcSettings.of(environment).map(OidcLogin::new).orElse(null);
  }

  /** Spring Security finds it by its type; never asked without a provider. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokenDecoders(Optional<OidcLogin> company) {
    return registration -> company.orElseThrow().requests().idTokens().createDecoder(registration);
  }
}
