package aftercall.access;

import java.util.List;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/** A user who has logged in, and by which line of the file. */
final class Person extends User {
  private static final long serialVersionUID = 1;
  private static final int END = 12;

  /** Tells a line from what it was before without holding the hash. */
  private final String stamp;

  Person(Users.Line line) {
    super(line.name(), line.hash(), AuthorityUtils.createAuthorityList(line.role().authority()));
    stamp = stamp(line);
  }

  private static String stamp(Users.Line line) {
    String hash = line.hash();
    return line.role() + hash.substring(Math.max(0, hash.length() - END));
  }

  /** Whether the file still says of them what it said at the login. */
  boolean isStillIn(List<Users.Line> lines) {
    return lines.stream()
        .anyMatch(line -> line.name().equals(getUsername()) && stamp(line).equals(stamp));
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
