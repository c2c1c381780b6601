package io.aftercall.destination.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Texts in the head of a mail, so that readers see exactly what was written. The mail library
 * leaves ASCII as it is; what looks like an encoded word, {@code =?utf-8?b?…?=}, would then be
 * decoded by the reader into a text nobody wrote.
 */
final class EncodedWords {
  private static final String BEGIN = "=?";
  private static final String FORM = "=?UTF-8?B?%s?=";

  /** An encoded word has 75 characters at most: 12 around 60 of base64, which hold 45 bytes. */
  private static final int BYTES = 45;

  private EncodedWords() {}

  /** As the value of a header, with lines folded between words. */
  static String of(String text) {
    try {
      return text.contains(BEGIN)
          ? String.join("\r\n ", words(text))
          : MimeUtility.encodeText(text, "UTF-8", null);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int bytes = 0;
    for (int codePoint : text.codePoints().toArray()) {
      String letter = Character.toString(codePoint);
      int size = letter.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > BYTES) {
        words.add(word(part.toString()));
        part.setLength(0);
        bytes = 0;
      }
      part.append(letter);
      bytes += size;
    }
    words.add(word(part.toString()));
    return words;
  }

  private static String word(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return FORM.formatted(Base64.getEncoder().encodeToString(utf8));
  }

  /** The same address; a name that looks like an encoded word is what it is, letter by letter. */
  static InternetAddress literal(InternetAddress address) {
    NamedAddress named = new NamedAddress(address);
    return named.looksEncoded() ? named : address;
  }

  /** The address with a name that readers show as it was written. */
  static InternetAddress named(InternetAddress address, String name)
      throws UnsupportedEncodingException {
    if (name.contains(BEGIN)) {
      return new NamedAddress(address.getAddress(), name);
    }
    address.setPersonal(name, "UTF-8");
    return address;
  }

  private static final class NamedAddress extends InternetAddress {
    private static final long serialVersionUID = 1L;

    NamedAddress(InternetAddress other) {
      setAddress(other.getAddress());
      String shown = other.toString();
      int end = shown.lastIndexOf('<');
      personal = end < 0 ? "" : unquoted(shown.substring(0, end).strip());
      encodedPersonal = looksEncoded() ? String.join(" ", words(personal)) : personal;
    }

    NamedAddress(String address, String name) {
      setAddress(address);
      personal = name;
      encodedPersonal = String.join(" ", words(name));
    }

    boolean looksEncoded() {
      return personal.contains(BEGIN);
    }

    private static String unquoted(String phrase) {
      return phrase.length() > 1 && phrase.startsWith("\"") && phrase.endsWith("\"")
          ? phrase.substring(1, phrase.length() - 1).replaceAll("\\\\(.)", "$1")
          : phrase;
    }
  }
}
