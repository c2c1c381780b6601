package aftercall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * Puts down what the service answered while it was tested, for {@link LeakCheck}: every answer but
 * those that are there to show a person's data to whoever may see them.
 */
final class Answers {
  static final Path FOLDER = Path.of("target", "test-answers");
  private static final List<String> ABOUT_ONE_PERSON =
      List.of(
          "/api/v1/calls/", "/api/v1/export", "/console/call", "/console/people", "/console/try");
  private static final Path FILE = FOLDER.resolve(ProcessHandle.current().pid() + ".txt");

  static {
    // Of a run before this one.
    FileSystemUtils.deleteRecursively(FOLDER.toFile());
  }

  private Answers() {}

  static HttpResponse<String> keep(HttpResponse<String> answer) {
    String path = answer.request().uri().getPath();
    if (ABOUT_ONE_PERSON.stream().noneMatch(path::startsWith)) {
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
      Files.createDirectories(FOLDER);
      Files.writeString(FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
