package io.aftercall.call;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a body that is not plain JSON in UTF-8: its charset is found, byte order marks and
 * NULs around it are taken away, a form is opened. Asked only after the plain way has failed.
 */
final class BodyText {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);

  /** What the bytes 0x80 to 0x9F are in windows-1252; a blank for the five that are nothing. */
  private static final String UPPER_CONTROLS = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

  private BodyText() {}

  /**
   * @param contentType as the sender declared it, or null
   * @return the JSON in the body, in UTF-8 without anything around it
   */
  static byte[] json(byte[] body, String contentType) {
    String text = trimmed(decoded(body, contentType));
    String json = FormBody.json(text, contentType);
    return (json == null ? text : json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * UTF-16 by its mark or its zeros; UTF-8 where the bytes are UTF-8, whatever is declared, for
   * umlauts of another charset hardly ever are; else as declared; else windows-1252.
   */
  private static String decoded(byte[] body, String contentType) {
    Charset wide = wide(body);
    if (wide != null) {
      return new String(body, wide);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      Charset declared = declared(contentType);
      return declared == null ? lenient(body) : new String(body, declared);
    }
  }

  private static Charset wide(byte[] body) {
    if (body.length < 2) {
      return null;
    }
    int first = body[0] & 0xff;
    int second = body[1] & 0xff;
    if (first == 0xfe && second == 0xff || first == 0 && second != 0) {
      return StandardCharsets.UTF_16BE;
    }
    boolean little = first == 0xff && second == 0xfe || first != 0 && second == 0;
    return little ? StandardCharsets.UTF_16LE : null;
  }

  /** Null for none, for those that mean UTF-8 or windows-1252 anyway, and for unknown ones. */
  private static Charset declared(String contentType) {
    Matcher named = contentType == null ? null : CHARSET.matcher(contentType);
    if (named == null || !named.find()) {
      return null;
    }
    String name = named.group(1).toLowerCase(Locale.ROOT);
    try {
      Charset charset = Charset.forName(name);
      boolean isPlain =
          charset.equals(StandardCharsets.UTF_8)
              || charset.equals(StandardCharsets.US_ASCII)
              || charset.equals(StandardCharsets.ISO_8859_1)
              || charset.name().equals("windows-1252");
      return isPlain ? null : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /** UTF-8 as far as it is, each other byte as windows-1252: no character is replaced. */
  private static String lenient(byte[] body) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put(western(in.get() & 0xff));
      }
    }
  }

  private static char western(int unit) {
    return unit >= 0x80 && unit < 0xa0 ? UPPER_CONTROLS.charAt(unit - 0x80) : (char) unit;
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isAround(text.charAt(from))) {
      from++;
    }
    while (from < to && isAround(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isAround(char c) {
    return c == 0 || c == '\ufeff' || Character.isWhitespace(c);
  }
}
