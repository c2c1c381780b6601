package io.aftercall.security;

import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Computes at most two password hashes at the same time: each costs a core a quarter of a second,
 * and calls have to be taken meanwhile.
 */
final class PasswordHashLimit implements PasswordEncoder {
  private static final int MOST = 2;

  private final PasswordEncoder hashes;
  private final Semaphore free = new Semaphore(MOST, true);

  PasswordHashLimit(PasswordEncoder hashes) {
    this.hashes = hashes;
  }

  @Override
  public String encode(CharSequence password) {
    free.acquireUninterruptibly();
    try {
      return hashes.encode(password);
    } finally {
      free.release();
    }
  }

  @Override
  public boolean matches(CharSequence password, String hash) {
    free.acquireUninterruptibly();
    try {
      return hashes.matches(password, hash);
    } finally {
      free.release();
    }
  }

  @Override
  public boolean upgradeEncoding(String hash) {
    return hashes.upgradeEncoding(hash);
  }
}
