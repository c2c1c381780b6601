package io.aftercall.destination.mail;

import com.ibm.icu.text.IDNA;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses as SMTP takes them, the one place they are made: domains in the form of the DNS by UTS
 * 46 ({@code müller.example} is {@code xn--mller-kva.example}, and {@code ß} stays what it is),
 * local parts as they were said, display names as encoded words. Where a local part is not ASCII
 * only a server with SMTPUTF8 can take it ({@link #needsUtf8}).
 */
final class MailAddresses {
  // RFC 5321 4.5.3.1
  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_ADDRESS = 254;

  private static final IDNA DOMAINS =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.USE_STD3_RULES);

  private MailAddresses() {}

  /**
   * @param list with commas between, each with or without a display name
   * @param field of the record, or the setting, that is named when one cannot be used
   */
  static List<InternetAddress> parse(String list, String field) throws MailAddressException {
    List<InternetAddress> addresses = new ArrayList<>();
    for (InternetAddress read : read(list, field)) {
      addresses.add(fit(EncodedWords.literal(read), field));
    }
    return addresses;
  }

  /** Whether a server without SMTPUTF8 cannot take it. */
  static boolean needsUtf8(InternetAddress address) {
    return !isAscii(address.getAddress());
  }

  private static InternetAddress[] read(String list, String field) throws MailAddressException {
    try {
      return InternetAddress.parse(list, true);
    } catch (AddressException malformed) {
      throw new MailAddressException(field, "it is not written like one");
    }
  }

  private static InternetAddress fit(InternetAddress read, String field)
      throws MailAddressException {
    String address = read.getAddress();
    int at = address == null || read.isGroup() ? -1 : address.lastIndexOf('@');
    if (at < 1) {
      throw new MailAddressException(field, "it is not written like one");
    }
    String localPart = Normalizer.normalize(address.substring(0, at), Normalizer.Form.NFC);
    String whole = localPart + "@" + domain(address.substring(at + 1), field);
    if (localPart.codePoints().anyMatch(MailAddresses::isUnfit)) {
      throw new MailAddressException(field, "it holds a blank or a control character");
    }
    if (bytes(localPart) > LONGEST_LOCAL_PART || bytes(whole) > LONGEST_ADDRESS) {
      throw new MailAddressException(field, "it is too long");
    }
    try {
      InternetAddress fit = new InternetAddress();
      fit.setAddress(whole);
      fit.validate();
      if (read.getPersonal() != null) {
        return EncodedWords.named(fit, read.getPersonal().replaceAll("\\p{Cntrl}+", " ").strip());
      }
      return fit;
    } catch (AddressException malformed) {
      throw new MailAddressException(field, "it is not written like one");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String domain(String written, String field) throws MailAddressException {
    if (written.startsWith("[")) {
      return literal(written, field);
    }
    IDNA.Info found = new IDNA.Info();
    String ascii = DOMAINS.nameToASCII(written, new StringBuilder(), found).toString();
    if (found.hasErrors() || !isAscii(ascii) || ascii.isEmpty()) {
      throw new MailAddressException(field, "its domain is none");
    }
    return ascii;
  }

  /** An IP address in place of a domain. */
  private static String literal(String written, String field) throws MailAddressException {
    if (!written.matches("\\[(IPv6:[0-9A-Fa-f:.]{2,45}|\\d{1,3}(\\.\\d{1,3}){3})]")) {
      throw new MailAddressException(field, "its domain is none");
    }
    return written;
  }

  private static boolean isUnfit(int character) {
    return Character.isISOControl(character)
        || Character.isWhitespace(character) && character != ' '
        || Stream.of(Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR)
            .anyMatch(kind -> Character.getType(character) == kind);
  }

  private static boolean isAscii(String text) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
