package io.aftercall.security;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Puts together who gets in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final int BCRYPT_STRENGTH = 12;

  @Bean
  AccessSettings accessSettings(Environment environment) {
    return AccessSettings.of(environment);
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder(BCRYPT_STRENGTH);
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

  /** Only where an issuer is set. */
  @Bean
  @ConditionalOnProperty("aftercall.login.issuer")
  OidcLogin oidcLogin(Environment environment) {
    return OidcSettings.of(environment).map(OidcLogin::new).orElse(null);
  }
}
