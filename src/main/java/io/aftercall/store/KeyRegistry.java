package io.aftercall.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Which keys something stored is encrypted with: a name and a hash of each. */
final class KeyRegistry {
  private static final String KNOWN = "select id, proof from seal_key order by id";
  private static final String NEW =
      "insert into seal_key (id, proof, since) values (?, ?, ?) on conflict do nothing";

  private KeyRegistry() {}

  /** Notes the current key, and makes sure that whatever is encrypted can be opened. */
  static void open(DataSource source, BodyEncryption bodyEncryption, InstantSource clock)
      throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement known = connection.prepareStatement(KNOWN);
        PreparedStatement fresh = connection.prepareStatement(NEW)) {
      if (bodyEncryption.current().isPresent()) {
        fresh.setString(1, bodyEncryption.current().get());
        fresh.setString(2, bodyEncryption.checkValue(bodyEncryption.current().get()));
        fresh.setLong(3, clock.millis());
        fresh.executeUpdate();
      }
      try (ResultSet row = known.executeQuery()) {
        while (row.next()) {
          String name = row.getString(1);
          if (!bodyEncryption.names().contains(name)) {
            throw new KeyMismatchException(
                ("Stored calls are sealed with the key %s, and aftercall.privacy.keys"
                        + " (AFTERCALL_PRIVACY_KEYS) does not have it. Put it back, behind the"
                        + " current one; after rotate-keys it is no longer needed.")
                    .formatted(name));
          }
          if (!bodyEncryption.checkValue(name).equals(row.getString(2))) {
            throw new KeyMismatchException(
                ("The key %s in aftercall.privacy.keys (AFTERCALL_PRIVACY_KEYS) is another one than"
                        + " before. Put the old one back, and give a new key a new name.")
                    .formatted(name));
          }
        }
      }
    }
  }
}
