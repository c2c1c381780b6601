package io.aftercall.person;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.aftercall.call.Phones;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a number that stands in a record is the one that called, whatever its notation. */
enum PhoneMatch {
  NONE,
  /** The same line, with an extension that the call did not show: others may share it. */
  SHARED_LINE,
  EXACT;

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private static final Pattern EXTENSION =
      Pattern.compile(
          "[\\s,;]*(?:\\b(?:extension|extn?|durchwahl|dw|app(?:arat)?|nebenstelle|nst|klappe|kl"
              + "|poste|int(?:erno)?)\\b|(?<=[\\d\\s)])x|#|;ext=)\\s*[.:=-]?\\s*(\\d{1,7})\\s*$",
          Pattern.CASE_INSENSITIVE);

  /** The number of the exchange, which a direct dial-in takes the place of. */
  private static final Pattern EXCHANGE = Pattern.compile("\\s*[-–]\\s*0\\s*$");

  private static final Pattern ABROAD = Pattern.compile("^[^\\d]*(?:[+＋]|00|\\(0\\s?0).*");

  /**
   * @param e164 the number that called
   * @param stored as somebody typed it
   * @param region in which it is read when it has no country code; may be empty
   */
  static PhoneMatch of(String e164, String stored, String region) {
    if (e164.isEmpty() || stored == null || stored.isBlank()) {
      return NONE;
    }
    Matcher extension = EXTENSION.matcher(stored);
    boolean extended = extension.find();
    String line = extended ? stored.substring(0, extension.start()) : stored;
    if (isSame(e164, line, region)) {
      return extended ? SHARED_LINE : EXACT;
    }
    if (extended) {
      // "089 1234-0 DW 56" is dialled as 089 123456, and "089 1234 DW 56" in most plants too.
      String direct = EXCHANGE.matcher(line).replaceFirst("") + extension.group(1);
      return isSame(e164, direct, region) ? EXACT : NONE;
    }
    return NONE;
  }

  private static boolean isSame(String e164, String stored, String region) {
    String own = region.isEmpty() ? null : region;
    if (Phones.e164(stored, own).filter(e164::equals).isPresent()) {
      return true;
    }
    if (ABROAD.matcher(stored).matches()) {
      return false;
    }
    // Written as in the caller's country; but where the own one has a prefix, its numbers show it.
    String theirs = regionOf(e164);
    boolean ours = own != null && !own.equals(theirs) && hasPrefix(stored, own);
    return !ours && theirs != null && Phones.e164(stored, theirs).filter(e164::equals).isPresent();
  }

  private static boolean hasPrefix(String stored, String region) {
    String prefix = LIBRARY.getNddPrefixForRegion(region, true);
    return prefix != null
        && !prefix.isEmpty()
        && stored.replaceAll("^\\D+", "").startsWith(prefix)
        && Phones.isValid(stored, region);
  }

  /** The country a number belongs to; null for none. */
  static String regionOf(String e164) {
    return parsed(e164)
        .map(
            number -> {
              String region = LIBRARY.getRegionCodeForNumber(number);
              return region == null
                  ? LIBRARY.getRegionCodeForCountryCode(number.getCountryCode())
                  : region;
            })
        .orElse(null);
  }

  static Optional<PhoneNumber> parsed(String e164) {
    try {
      return Optional.of(LIBRARY.parse(e164, null));
    } catch (NumberParseException none) {
      return Optional.empty();
    }
  }
}
