package io.aftercall.reconcile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The bodies we fetched from a platform ourselves lately: they need not be compared with it. */
final class FetchedBodyCache {
  private static final int MOST = 10_000;

  private final Set<String> hashes =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  void remember(byte[] body) {
    hashes.add(hash(body));
  }

  boolean has(byte[] body) {
    return !hashes.isEmpty() && hashes.contains(hash(body));
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
