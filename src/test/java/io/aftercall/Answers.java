package io.aftercall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * Puts down what the service answered while it was tested, for {@link LeakCheck}: every answer but
 * those that are there to show a person's data to whoever may see them.
 */
final class Answers {
  static final Path FOLDER = Path.of("target", "test-answers");

  /** And the lists of calls, which name the customer to whoever may see it. */
  private static final Pattern ABOUT_PERSONS =
      Pattern.compile(
          "/api/v1/(calls(/.*)?|events|export|events/bodies)|/console/calls?(/news|/payload.*)?"
              + "|/console/people.*|/console/try");

  private static final Path FILE = FOLDER.resolve(ProcessHandle.current().pid() + ".txt");

  private static boolean begun;

  private Answers() {}

  static HttpResponse<String> keep(HttpResponse<String> answer) {
    String path = answer.request().uri().getPath();
    if (!ABOUT_PERSONS.matcher(path).matches()) {
      String text =
          answer.request().method()
              + " "
              + path.replaceFirst("^/webhooks/.*", "/webhooks/")
              + " "
              + answer.statusCode()
              + "\n"
              + answer.headers().map()
              + "\n"
              + answer.body()
              + "\n";
      write(text);
    }
    return answer;
  }

  private static synchronized void write(String text) {
    try {
      if (!begun) {
        // Of a run before this one.
        FileSystemUtils.deleteRecursively(FOLDER);
        begun = true;
      }
      Files.createDirectories(FOLDER);
      Files.writeString(FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
