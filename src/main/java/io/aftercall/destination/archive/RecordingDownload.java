package io.aftercall.destination.archive;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One recording to be fetched.
 *
 * @param target where it will lie
 * @param gates what it may be
 */
public record RecordingDownload(
    DeliveryItem item, URI address, Archive archive, Path target, DownloadLimits gates) {

  /**
   * @param most bytes
   * @param types content types, as in {@code audio/*}
   * @param overall for what comes in one attempt; the rest is fetched by the next
   */
  record DownloadLimits(long most, List<String> types, Duration overall) {
    boolean admits(String contentType) {
      String type =
          contentType == null ? "" : contentType.split(";")[0].strip().toLowerCase(Locale.ROOT);
      return types.stream()
          .anyMatch(
              one ->
                  one.endsWith("/*")
                      ? type.startsWith(one.substring(0, one.length() - 1))
                      : one.equals(type));
    }
  }

  /** Whether it is still to be fetched. Public for the kamelet's filter. */
  public boolean isOpen() {
    return item.tryStartSend();
  }

  PartialDownload partial() {
    return archive.partial(item.deliveryId());
  }

  void complete(Outcome outcome, String answer) {
    item.answer(answer);
    item.complete(outcome);
  }
}
