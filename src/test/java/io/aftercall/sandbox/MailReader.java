package io.aftercall.sandbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Takes a MIME message apart. */
final class MailReader {
  private String text = "";
  private String html = "";
  private final List<Mail.Part> others = new ArrayList<>();

  private MailReader() {}

  static Mail read(MimeMessage message, String from, String to) throws MessagingException {
    try {
      MailReader reader = new MailReader();
      reader.take(message);
      Mail.Content content = new Mail.Content(reader.text, reader.html, List.copyOf(reader.others));
      String subject = message.getSubject() == null ? "" : message.getSubject();
      return new Mail(from, to, subject, headers(message), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(Part part) throws MessagingException, IOException {
    boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    if (part.isMimeType("multipart/*")) {
      Multipart parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        take(inner);
      }
    } else if (part.isMimeType("text/plain") && !attached && text.isEmpty()) {
      text = String.valueOf(part.getContent());
    } else if (part.isMimeType("text/html") && !attached && html.isEmpty()) {
      html = String.valueOf(part.getContent());
    } else {
      others.add(other(part));
    }
  }

  private static Mail.Part other(Part part) throws MessagingException, IOException {
    String type = part.getContentType().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    String name = part.getFileName() == null ? "" : part.getFileName();
    byte[] bytes = part.getInputStream().readAllBytes();
    return new Mail.Part(type, name, new String(bytes, StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(MimeMessage message)
      throws MessagingException, IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : Collections.list(message.getAllHeaders())) {
      String value = MimeUtility.decodeText(MimeUtility.unfold(header.getValue()));
      headers.merge(header.getName(), value, (one, more) -> one + "\n" + more);
    }
    return headers;
  }
}
