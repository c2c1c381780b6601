package io.aftercall.call;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phone numbers in any notation. A number counts when it can be parsed, even if no network has
 * assigned it: what rang is a number, whatever a table of last month says. Emergency and service
 * codes (110, 116117), words (anonymous, also spelt on the keypad), masks and numbers in letters
 * are not numbers of a person and are empty. Words beside a number are left out.
 *
 * <p>Regions are two-letter countries, used for numbers without a country code; null means none.
 */
public final class Phones {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final int LONGEST_RAW = 100;
  private static final int SHORTEST = 4;
  private static final int SHORTEST_ABROAD = 9;
  private static final int SHORTEST_ROW = 7;

  /** A plus and fifteen digits. */
  private static final int LONGEST_E164 = 16;

  private static final int LONGEST_CODE = 6;

  /** A plus and seven digits: words spelt on the keypad, but for the few islands that have such. */
  private static final int LONGEST_STAND_IN = 8;

  /** The way out of most countries, which people write wherever they are. */
  private static final Pattern DOUBLE_ZERO = Pattern.compile("\\(?0\\s?0(?=[1-9(\\s])");

  /** The assistants' own numbers come with every call, customers' several times on one day. */
  private static final int REMEMBERED = 4096;

  private static final Map<Key, Optional<Phone>> MEMORY = new ConcurrentHashMap<>();

  private record Key(String raw, String region) {}

  /**
   * @param valid whether the number plan knows such a number today; never a reason to drop it
   */
  private record Phone(PhoneNumber number, String e164, boolean valid) {}

  private Phones() {}

  /** {@code +4915123456789} for every notation of it; an extension is left out. */
  public static Optional<String> e164(String raw, String region) {
    return read(raw, region).map(Phone::e164);
  }

  /** {@code +49 1512 3456789}, as people write it for other countries. */
  public static Optional<String> international(String raw, String region) {
    return format(raw, region, PhoneNumberFormat.INTERNATIONAL);
  }

  /** {@code 01512 3456789}, as people write it inside the country. */
  public static Optional<String> national(String raw, String region) {
    return format(raw, region, PhoneNumberFormat.NATIONAL);
  }

  /** Whether the number plan knows it today. The plan changes monthly: do not keep the answer. */
  public static boolean isValid(String raw, String region) {
    return read(raw, region).map(Phone::valid).orElse(false);
  }

  private static Optional<String> format(String raw, String region, PhoneNumberFormat format) {
    return read(raw, region).map(phone -> LIBRARY.format(phone.number(), format));
  }

  private static Optional<Phone> read(String raw, String region) {
    if (raw == null || raw.isBlank() || raw.length() > LONGEST_RAW) {
      return Optional.empty();
    }
    Key key = new Key(raw, region);
    Optional<Phone> known = MEMORY.get(key);
    if (known != null) {
      return known;
    }
    if (MEMORY.size() >= REMEMBERED) {
      MEMORY.clear();
    }
    Optional<Phone> phone =
        WrittenPhone.of(bare(raw))
            .flatMap(
                written ->
                    parse(written.digits(), region)
                        .filter(found -> found.valid() || !written.cut()));
    MEMORY.put(key, phone);
    return phone;
  }

  /** The number of a SIP address, or the text as it is. */
  private static String bare(String raw) {
    int at = raw.indexOf('@');
    return at < 0 ? raw.strip() : raw.substring(raw.substring(0, at).indexOf(':') + 1, at).strip();
  }

  private static Optional<Phone> parse(String raw, String region) {
    Matcher doubleZero = DOUBLE_ZERO.matcher(raw);
    if (doubleZero.lookingAt()) {
      return candidate("+" + raw.substring(doubleZero.end()), region);
    }
    Optional<Phone> given = candidate(raw, region);
    if (raw.indexOf('+') >= 0 || raw.indexOf('\uff0b') >= 0) {
      return given;
    }
    String digits = PhoneNumberUtil.normalizeDigitsOnly(raw);
    if (digits.length() < SHORTEST_ABROAD && lacksAreaCode(digits, region)) {
      return Optional.empty();
    }
    if (digits.startsWith("0") || digits.length() < SHORTEST_ABROAD) {
      return given;
    }
    // 4915123456789 passes as a German number "04915…": a plus was lost.
    boolean lostPlus =
        region != null
            && digits.startsWith(String.valueOf(LIBRARY.getCountryCodeForRegion(region)));
    if (lostPlus || given.isEmpty() || !given.get().valid()) {
      return candidate("+" + raw, region).filter(Phone::valid).or(() -> given);
    }
    return given;
  }

  /** Where an area code begins with a prefix, a short number without it rings anybody anywhere. */
  private static boolean lacksAreaCode(String digits, String region) {
    String prefix = region == null ? null : LIBRARY.getNddPrefixForRegion(region, true);
    return prefix != null && !prefix.isEmpty() && !digits.startsWith(prefix);
  }

  private static Optional<Phone> candidate(String text, String region) {
    try {
      PhoneNumber number = LIBRARY.parse(text, region);
      String e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
      Phone phone = new Phone(number, e164, LIBRARY.isValidNumber(number));
      boolean international = text.indexOf('+') >= 0;
      boolean nobody = isNobody(phone, international) || isMadeUp(phone, international);
      return nobody ? Optional.empty() : Optional.of(phone);
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** No number of the world is so long, and rows such as 1111111 and 12345678 fill a field. */
  private static boolean isMadeUp(Phone phone, boolean international) {
    if (phone.valid()) {
      return false;
    }
    String digits = String.valueOf(phone.number().getNationalNumber());
    boolean same = digits.length() >= SHORTEST_ROW;
    boolean rising = same && !international;
    for (int i = 1; i < digits.length(); i++) {
      int step = (digits.charAt(i) - digits.charAt(i - 1) + 10) % 10;
      same &= step == 0;
      rising &= step == 1;
    }
    return same || rising || phone.e164().length() > LONGEST_E164;
  }

  /** Without a country code a few digits are an extension or a service, not somebody's number. */
  private static boolean isNobody(Phone phone, boolean international) {
    int length = LIBRARY.getNationalSignificantNumber(phone.number()).length();
    if (length < SHORTEST || phone.number().getNationalNumber() == 0) {
      return true;
    }
    if (!phone.valid() && phone.e164().length() <= LONGEST_STAND_IN) {
      return true;
    }
    return length <= LONGEST_CODE
        && (ShortNumberInfo.getInstance().isValidShortNumber(phone.number())
            || (!international && !phone.valid()));
  }
}
