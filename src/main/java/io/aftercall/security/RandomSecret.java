package io.aftercall.security;

import java.security.SecureRandom;

/** Words nobody guesses, of signs nobody takes for one another. */
final class RandomSecret {
  private static final String SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomSecret() {}

  /** Each sign carries five bits. */
  static String of(int signs) {
    StringBuilder word = new StringBuilder(signs);
    for (int i = 0; i < signs; i++) {
      word.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return word.toString();
  }

  /** The same in groups of four, to be read from a screen and typed. */
  static String readable(int groups) {
    StringBuilder word = new StringBuilder(of(4));
    for (int i = 1; i < groups; i++) {
      word.append('-').append(of(4));
    }
    return word.toString();
  }
}
