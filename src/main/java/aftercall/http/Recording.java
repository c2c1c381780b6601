package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One recording to be fetched.
 *
 * @param target where it will lie
 * @param gates what it may be
 */
public record Recording(Parcel parcel, URI address, Archive archive, Path target, Gates gates) {

  /**
   * @param most bytes
   * @param types content types, as in {@code audio/*}
   */
  record Gates(long most, List<String> types) {
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
    return parcel.mayLeave();
  }

  PartialFile partial() {
    return archive.partial(parcel.deliveryId());
  }

  void settle(Outcome outcome, String answer) {
    parcel.answer(answer);
    parcel.settle(outcome);
  }
}
