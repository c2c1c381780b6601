package io.aftercall.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.store.HmacHash;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keyed hashes of what a person is known by: phone, e-mail address, the lead of a sender, and the
 * call itself where there is none of them. The key is the installation's own and lies in its
 * database.
 */
final class PersonHashes {
  static final String PHONE = "phone";
  static final String EMAIL = "email";
  static final String LEAD = "lead";

  /** Of somebody without a number and an address nothing is known but the call. */
  static final String CALL = "call";

  private static final String MAKE =
      "insert into house_secret (name, value) values ('suppression', ?) on conflict do nothing";
  private static final String READ = "select value from house_secret where name = 'suppression'";

  /** Fewer digits are no number that tells one person from another. */
  private static final int FEWEST_DIGITS = 6;

  /** Where a call may hold the customer's address. */
  private static final List<String> ADDRESSES =
      List.of(
          "/customer_email",
          "/extracted_variables/customer_email",
          "/extracted_variables/email",
          "/lead/variables/email");

  private final HmacHash hmacHash;

  PersonHashes(Store store) {
    hmacHash = new HmacHash(store.write(PersonHashes::secret));
  }

  private static byte[] secret(Transaction transaction) throws SQLException {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    PreparedStatement make = transaction.statement(MAKE);
    make.setBytes(1, fresh);
    make.executeUpdate();
    try (ResultSet row = transaction.statement(READ).executeQuery()) {
      row.next();
      return row.getBytes(1);
    }
  }

  /** Hash to kind of everything a call's customer is reached by; empty for nobody. */
  Map<String, String> ofCall(ObjectNode call) {
    Map<String, String> hashes = new LinkedHashMap<>();
    String phone = text(call.path("customer_phone"));
    if (phone.isEmpty()) {
      // No number of any country, but the same words are the same person.
      phone = text(call.path("customer_phone_raw")).replaceAll("\\D", "");
      phone = phone.length() < FEWEST_DIGITS ? "" : phone;
    }
    if (!phone.isEmpty()) {
      hashes.put(ofPhone(phone), PHONE);
    }
    for (String place : ADDRESSES) {
      String address = text(call.at(place));
      if (isAddress(address)) {
        hashes.put(ofEmail(address), EMAIL);
      }
    }
    String key = text(call.path("person_key"));
    if (key.startsWith("lead:")) {
      hashes.put(hmacHash.of(key), LEAD);
    }
    if (hashes.isEmpty() && !key.isEmpty()) {
      hashes.put(hmacHash.of(key), CALL);
    }
    return hashes;
  }

  /** Of everything a caller is known by. */
  Set<String> ofCaller(Caller caller) {
    Set<String> hashes = new LinkedHashSet<>();
    if (!caller.phone().isEmpty()) {
      hashes.add(ofPhone(caller.phone()));
    }
    if (!caller.email().isEmpty()) {
      hashes.add(ofEmail(caller.email()));
    }
    if (!caller.personKey().isEmpty()) {
      hashes.addAll(ofKey(caller.personKey()).keySet());
    }
    return hashes;
  }

  /** The same of a person as the journal names one: a phone, {@code email:}, {@code lead:}. */
  Map<String, String> ofKey(String personKey) {
    if (personKey.startsWith("email:")) {
      return Map.of(ofEmail(personKey.substring("email:".length())), EMAIL);
    }
    if (personKey.startsWith("call:")) {
      return Map.of(hmacHash.of(personKey), CALL);
    }
    return personKey.startsWith("lead:")
        ? Map.of(hmacHash.of(personKey), LEAD)
        : Map.of(ofPhone(personKey), PHONE);
  }

  /** The same for a variable of a call, whatever its content. */
  String ofCallVariable(String source, String callId, String variable) {
    return hmacHash.of("said " + source + " " + callId + " " + variable);
  }

  /**
   * @param phone in E.164
   */
  String ofPhone(String phone) {
    return hmacHash.of("phone " + phone);
  }

  String ofEmail(String address) {
    return hmacHash.of("email " + normal(address));
  }

  static String normal(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  static boolean isAddress(String text) {
    return text.matches("\\S+@\\S+");
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue().strip() : "";
  }
}
