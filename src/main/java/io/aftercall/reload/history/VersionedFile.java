package io.aftercall.reload.history;

import io.aftercall.config.ContentHash;

/**
 * One text that stood among the rules.
 *
 * @param hash SHA-256 of the text, 64 hex digits
 * @param path where it was seen first
 */
public record VersionedFile(String hash, String path, String text) {
  /** As attempts name it: the first 12 hex digits. */
  public String version() {
    return hash.substring(0, ContentHash.BRIEF);
  }
}
