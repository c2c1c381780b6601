package io.aftercall.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What is known of the person a call was with; what is not known is empty, never null.
 *
 * @param personKey as the journal names the person: a phone, {@code lead:…}, {@code email:…} or
 *     {@code call:…}
 * @param phone in E.164
 * @param email as it was said or sent
 * @param name first and last name, perhaps with a form of address
 * @param company as it was said or sent
 * @param region two letters of the country in which numbers without a country code are read
 */
public record Caller(
    String personKey, String phone, String email, String name, String company, String region) {
  /** What stands for a name that nobody knows. */
  private static final Set<String> NOBODY =
      Set.of("unknown", "unbekannt", "not provided", "anonymous", "anonym", "n a", "privat");

  private static final int LONGEST = 200;

  public Caller {
    personKey = clean(personKey);
    phone = clean(phone);
    email = PersonHashes.isAddress(clean(email)) ? clean(email) : "";
    name = NOBODY.contains(PersonNames.folded(name)) ? "" : clean(name);
    company = NOBODY.contains(PersonNames.folded(company)) ? "" : clean(company);
    region = clean(region);
  }

  /** The customer of a canonical call. */
  public static Caller of(ObjectNode call) {
    String key = text(call, "person_key");
    return new Caller(
        key,
        text(call, "customer_phone"),
        text(call, "customer_email"),
        text(call, "customer_name"),
        text(call, "customer_company"),
        text(call, "region"));
  }

  /** Of whom only the key is known: it may be a number or an address itself. */
  public static Caller ofKey(String personKey, String region) {
    String key = clean(personKey);
    return new Caller(
        key,
        key.startsWith("+") ? key : "",
        key.startsWith("email:") ? key.substring("email:".length()) : "",
        "",
        "",
        region);
  }

  /** Whether there is anything by which a person can be known again. */
  public boolean isKnown() {
    return !phone.isEmpty() || !email.isEmpty() || !personKey.isEmpty();
  }

  /** Whether a record of the person would lead anybody to them. */
  public boolean isReachable() {
    return !personKey.isEmpty() && !(phone.isEmpty() && email.isEmpty());
  }

  private static String text(ObjectNode call, String name) {
    JsonNode value = call.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  private static String clean(String text) {
    String plain = text == null ? "" : text.strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
  }
}
