package io.aftercall.sandbox.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer, and how well it travels.
 *
 * @param pause before anything is sent; with {@link Travel#DRIPPED} also between two bytes
 */
public record Answer(
    int status, Map<String, String> headers, byte[] body, Travel travel, Duration pause) {

  /** What becomes of an answer on its way back. */
  public enum Travel {
    WHOLE,
    /** Byte by byte, {@link Answer#pause} apart. */
    DRIPPED,
    /** Again and again, until the caller hangs up. */
    ENDLESS,
    /** Nothing is sent; the connection is closed in an orderly way. */
    DROPPED,
    /** Nothing is sent; the connection is reset. */
    RESET
  }

  public Answer {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = sorted;
  }

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(
        status, Map.of("Content-Type", contentType), body, Travel.WHOLE, Duration.ZERO);
  }

  public static Answer json(int status, String body) {
    return of(status, "application/json;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer html(int status, String body) {
    return of(status, "text/html;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer text(int status, String body) {
    return of(status, "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0], Travel.WHOLE, Duration.ZERO);
  }

  /** No answer at all: the caller sees the connection end. */
  public static Answer dropped() {
    return empty(0).travelling(Travel.DROPPED);
  }

  public static Answer reset() {
    return empty(0).travelling(Travel.RESET);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, travel, pause);
  }

  /** One that drips is late enough. */
  public Answer after(Duration wait) {
    return travel == Travel.DRIPPED ? this : new Answer(status, headers, body, travel, wait);
  }

  public Answer dripping(Duration betweenBytes) {
    return new Answer(status, headers, body, Travel.DRIPPED, betweenBytes);
  }

  /** The body never ends. */
  public Answer endless() {
    return travelling(Travel.ENDLESS);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private Answer travelling(Travel how) {
    return new Answer(status, headers, body, how, pause);
  }
}
