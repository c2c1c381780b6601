package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code archive-recording}, bean {@code http-recordings}: a record's
 * {@code url} is fetched into the file {@code name} of a folder. The address came with a call, so
 * whatever is wrong with it is wrong for that record only.
 */
public final class RecordingSteps {
  static final String PROPERTY = "httpRecording";

  /** Exchange property: a {@link Runnable} that ends the connection under way. */
  static final String HANG_UP = "httpHangUp";

  private static final Pattern STEP =
      Pattern.compile("^kamelet:archive-recording\\?.*?\\bfolder=([^&]+)");
  private static final long MEGABYTE = 1024 * 1024;

  private final Archives archives;
  private final HttpAnswers answers;
  private final HttpFailures failures;

  RecordingSteps(Archives archives, HttpAnswers answers, HttpFailures failures) {
    this.archives = archives;
    this.answers = answers;
    this.failures = failures;
  }

  /** What a step {@code kamelet:archive-recording?folder=…} of a route still needs. */
  Optional<String> missing(String step) {
    Matcher folder = STEP.matcher(step);
    if (!folder.find()) {
      return Optional.empty();
    }
    return archives.of(folder.group(1)).isPresent()
        ? Optional.empty()
        : Optional.of(HttpSettings.unset(folder.group(1)));
  }

  /**
   * The body becomes the recordings of all open records that are not there yet.
   *
   * @param folder name of the setting that holds the folder
   * @param maxMegabytes most a file may have
   * @param types content types it may have, with commas between
   */
  public void begin(Exchange exchange, String folder, int maxMegabytes, String types)
      throws IOException {
    Shipment shipment = exchange.getProperty(Shipment.PROPERTY, Shipment.class);
    List<Recording> recordings = new ArrayList<>();
    Archive archive = archives.of(folder).orElse(null);
    if (archive == null) {
      shipment.settleOpen(Outcome.Stopped.because(HttpSettings.unset(folder)));
    }
    List<String> admitted = Arrays.stream(types.split(",")).map(String::strip).toList();
    Recording.Gates gates = new Recording.Gates(maxMegabytes * MEGABYTE, admitted);
    for (Parcel parcel : shipment.open()) {
      recording(parcel, archive, gates).ifPresent(recordings::add);
    }
    exchange.getMessage().setBody(recordings);
  }

  private static Optional<Recording> recording(
      Parcel parcel, Archive archive, Recording.Gates gates) throws IOException {
    URI address = address(parcel.record().path("url").asText(""));
    Path target = archive.place(parcel.record().path("name").asText("")).orElse(null);
    if (address == null || target == null) {
      String culprit = address == null ? "url" : "name";
      String reason =
          address == null
              ? "there is no recording, or the caller did not agree to it"
              : "the file cannot be called so: letters, digits, . - _ and / between folders";
      parcel.settleHere(new Outcome.Refused(reason, culprit));
      return Optional.empty();
    }
    Recording recording = new Recording(parcel, address, archive, target, gates);
    String checksum = archive.checksum(target).orElse(null);
    if (checksum != null) {
      archive.belongs(target, parcel.eventId());
      recording.settle(delivered(checksum), "is there already");
      return Optional.empty();
    }
    return Optional.of(recording);
  }

  /** The request; of a file that broke off only the rest is asked for. */
  public void ask(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    Recording recording = message.getBody(Recording.class);
    exchange.setProperty(PROPERTY, recording);
    message.setHeader(Exchange.HTTP_URI, recording.address().toString().split("\\?", 2)[0]);
    message.setHeader(Exchange.HTTP_RAW_QUERY, recording.address().getRawQuery());
    message.setHeader(Exchange.HTTP_METHOD, "GET");
    message.setHeader("User-Agent", "Aftercall");
    PartialFile partial = recording.partial();
    if (partial.size() > 0) {
      message.setHeader("Range", "bytes=" + partial.size() + "-");
      message.setHeader("If-Range", partial.mark());
    }
    message.setBody(null);
  }

  /** Writes what comes, and settles the record. */
  public void store(Exchange exchange) {
    Recording recording = exchange.getProperty(PROPERTY, Recording.class);
    FileAnswer answer = new FileAnswer(exchange.getMessage());
    if (!answer.came()) {
      return;
    }
    String said = "HTTP " + answer.status();
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    try {
      recording.settle(outcome(recording, answer, body), said);
    } catch (PartialFile.TooLarge e) {
      recording.settle(
          Outcome.Refused.because(said + ": the recording is larger than the route allows"), said);
      forget(recording);
    } catch (PartialFile.BrokenOff e) {
      recording.settle(
          Outcome.TryLater.because(said + ": the recording broke off; the rest is fetched later"),
          said);
    } catch (IOException e) {
      recording.settle(
          Outcome.Stopped.because(
              "the archive's folder takes nothing: " + e.getClass().getSimpleName()),
          said);
    } finally {
      hangUp(exchange, body);
    }
  }

  /** To close the stream alone would be to read all that still comes, which may have no end. */
  private static void hangUp(Exchange exchange, InputStream body) {
    Runnable hangUp = exchange.getProperty(HANG_UP, Runnable.class);
    if (hangUp != null) {
      hangUp.run();
    }
    if (body != null) {
      try {
        body.close();
      } catch (IOException e) {
        // It was cut off just now.
      }
    }
  }

  private Outcome outcome(Recording recording, FileAnswer answer, InputStream body)
      throws IOException, PartialFile.TooLarge, PartialFile.BrokenOff {
    PartialFile partial = recording.partial();
    int status = answer.status();
    boolean rest = answer.isRestFrom(partial.size());
    if (status == 416 || status == 206 && !rest) {
      partial.delete();
      return Outcome.TryLater.because("HTTP " + status + ": it is fetched from the beginning");
    }
    if (status != 200 && !rest) {
      return aboutThisRecordOnly(
          answers.read(status, answer.retryAfter(), "", HttpAnswers.Reading.RECORD));
    }
    if (!recording.gates().admits(answer.type())) {
      return Outcome.Refused.because(
          "HTTP " + status + ": what is there is no recording by its type");
    }
    if (answer.length() > recording.gates().most()) {
      throw new PartialFile.TooLarge();
    }
    if (!rest) {
      partial.begin(answer.mark());
    }
    if (body != null
        && !partial.append(body, recording.gates().most(), recording.parcel()::mayLeave)) {
      return Outcome.TryLater.because("the loan ended; the rest is fetched later");
    }
    // First whose it is: a file nobody is named for would be found by no erasure.
    recording.archive().belongs(recording.target(), recording.parcel().eventId());
    String checksum = partial.finish(recording.target());
    recording.archive().seal(recording.target(), checksum);
    return delivered(checksum);
  }

  /** No answer came. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Recording recording = exchange.getProperty(PROPERTY, Recording.class);
    Outcome outcome = aboutThisRecordOnly(failures.read(failure).orElseThrow(() -> failure));
    recording.settle(outcome, outcome.reason());
  }

  private static Outcome aboutThisRecordOnly(Outcome outcome) {
    if (outcome instanceof Outcome.Stopped stopped) {
      return Outcome.Refused.because(stopped.reason());
    }
    return outcome instanceof Outcome.TryLater later
        ? new Outcome.TryLater(later.after(), later.reason(), Outcome.TryLater.Whose.RECORD)
        : outcome;
  }

  private static void forget(Recording recording) {
    try {
      recording.partial().delete();
    } catch (IOException e) {
      // The next attempt begins anew anyway.
    }
  }

  private static Outcome delivered(String checksum) {
    return Outcome.Delivered.as("sha256:" + checksum);
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text.strip());
      boolean http = List.of("http", "https").contains(String.valueOf(address.getScheme()));
      return http && address.getHost() != null ? address : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
