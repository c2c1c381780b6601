package io.aftercall.ops;

import io.aftercall.destination.HealthCheck;
import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether somebody else on this machine could read what is kept in the data folder. */
final class FileModeHealthCheck implements HealthCheck {
  private final Path data;

  FileModeHealthCheck(Path data) {
    this.data = data;
  }

  @Override
  public Finding examine() {
    try {
      List<String> open = PrivateFiles.open(data);
      if (open.isEmpty()) {
        return Finding.good(
            "file modes", data + " and what is in it is for the service's user alone");
      }
      String said = String.join(", ", open);
      return open.get(0).startsWith(data + " ")
          ? Finding.bad(
              "file modes",
              "others on this machine may read %s; run chmod -R go= %s".formatted(said, data))
          : Finding.unset(
              "file modes",
              "only the folder keeps others from %s; run chmod -R go= %s".formatted(said, data));
    } catch (IOException e) {
      return Finding.bad("file modes", "cannot be looked at: " + e);
    }
  }
}
