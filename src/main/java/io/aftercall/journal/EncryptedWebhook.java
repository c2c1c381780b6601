package io.aftercall.journal;

import io.aftercall.store.EncryptedBytes;

/**
 * An arrival as it is going to lie in the database.
 *
 * @param print of its call, to know an erased one by
 */
record EncryptedWebhook(NewWebhook arrival, EncryptedBytes body, String print) {
  /** What it holds of the memory: the body as it came and as it is going to lie there. */
  long bytes() {
    return (long) arrival.body().length + body.bytes().length;
  }
}
