package io.aftercall.destination.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a server says about a file it gives out, or about the rest of one. */
record DownloadResponse(Message message) {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/\\S+");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  /** False in a dry run, where nobody was asked. */
  boolean came() {
    return message.getHeader(Exchange.HTTP_RESPONSE_CODE) != null;
  }

  int status() {
    return message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
  }

  /** Null when it does not say. */
  String type() {
    return header(Exchange.CONTENT_TYPE);
  }

  String retryAfter() {
    return header("Retry-After");
  }

  /** Bytes that come now; -1 when it does not say. */
  long length() {
    String length = header("Content-Length");
    return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
  }

  /**
   * By what the content can be known again: a weak mark does not say that the bytes are the same.
   */
  String mark() {
    String tag = header("ETag");
    return tag != null && !tag.startsWith("W/") ? tag : header("Last-Modified");
  }

  /** Whether it is the rest of a file of which we have so many bytes. */
  boolean isRestFrom(long size) {
    String range = header("Content-Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    return status() == 206
        && size > 0
        && matcher.matches()
        && Long.parseLong(matcher.group(1)) == size;
  }

  private String header(String name) {
    return message.getHeader(name, String.class);
  }
}
