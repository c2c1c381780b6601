package io.aftercall.config;

import java.util.Set;

/**
 * Sample calls of the sender's "send test request": kept and shown, but they never make records.
 *
 * @param ids call ids, as text
 * @param phones customer phones, as the sender writes them
 */
public record IgnoredTestCalls(Set<String> ids, Set<String> phones) {
  public IgnoredTestCalls {
    ids = Set.copyOf(ids);
    phones = Set.copyOf(phones);
  }

  /** Either may be null. */
  public boolean include(String callId, String phone) {
    return (callId != null && ids.contains(callId)) || (phone != null && phones.contains(phone));
  }
}
