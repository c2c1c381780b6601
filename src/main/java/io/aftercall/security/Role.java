package io.aftercall.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What somebody may do; each role may do all that the ones before it may. */
public enum Role {
  /** Sees how calls went, without names, numbers and what was said. */
  VIEWER,
  /** Sees people, and acts: retry, discard, replay, pause, erase, export. */
  OPERATOR,
  /** Also who gets in, the keys, and which version of the rules serves. */
  ADMIN;

  /** As it is written in files and said to people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String authority() {
    return "ROLE_" + name();
  }

  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /** Of whoever asks now; empty when nobody knows them. */
  public static Optional<Role> now() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  static Optional<Role> of(Authentication who) {
    return who == null
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(
                role ->
                    who.getAuthorities().stream()
                        .anyMatch(one -> role.authority().equals(one.getAuthority())))
            .reduce((less, more) -> more);
  }

  /** Whether whoever asks now may do what needs this role. */
  public boolean isHeld() {
    return now().filter(role -> role.compareTo(this) >= 0).isPresent();
  }
}
