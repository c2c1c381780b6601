package io.aftercall.security;

import java.util.List;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/** A user who has logged in, and by which line of the file. */
final class ConsoleUser extends User {
  private static final long serialVersionUID = 1;
  private static final int END = 12;

  /** Tells a line from what it was before without holding the hash. */
  private final String stamp;

  ConsoleUser(Users.UserRecord userRecord) {
    super(
        userRecord.name(),
        userRecord.hash(),
        AuthorityUtils.createAuthorityList(userRecord.role().authority()));
    stamp = stamp(userRecord);
  }

  private static String stamp(Users.UserRecord userRecord) {
    String hash = userRecord.hash();
    return userRecord.role() + hash.substring(Math.max(0, hash.length() - END));
  }

  /** Whether the file still says of them what it said at the login. */
  boolean isStillIn(List<Users.UserRecord> userRecords) {
    return userRecords.stream()
        .anyMatch(
            userRecord ->
                userRecord.name().equals(getUsername()) && stamp(userRecord).equals(stamp));
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
