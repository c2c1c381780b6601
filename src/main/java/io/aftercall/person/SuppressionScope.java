package io.aftercall.person;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From which ways of contact a person has opted out. */
public enum SuppressionScope {
  CALL,
  EMAIL,
  ALL;

  /** As it stands in the database, in files and in every list. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A way that is not known counts as the one that was meant. */
  boolean covers(Channel channel) {
    return this == ALL || channel == Channel.any || text().equals(channel.name());
  }

  public static List<String> texts() {
    return Arrays.stream(values()).map(SuppressionScope::text).toList();
  }

  public static Optional<SuppressionScope> of(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text().equals(text)).findFirst();
  }
}
