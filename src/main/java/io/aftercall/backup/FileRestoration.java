package io.aftercall.backup;

import io.aftercall.files.PrivateFiles;
import io.aftercall.journal.ErasureLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files of an installation beside its database, put back from an unpacked backup. */
final class FileRestoration {
  private final InstallationFiles installationFiles;

  FileRestoration(InstallationFiles installationFiles) {
    this.installationFiles = installationFiles;
  }

  List<ErasureLog.Entry> erasures() throws IOException {
    return new ArrayList<>(ErasureLog.read(installationFiles.data().resolve("erasures")));
  }

  /**
   * Users, tokens and rules; what they replace moves aside. The list of erasures is never put back,
   * for it only grows.
   *
   * @return the erasures that are written down beside the database
   */
  List<ErasureLog.Entry> putBack(Path scratch, Path aside, boolean dataOnly) throws IOException {
    List<ErasureLog.Entry> log = erasures();
    for (String name : Backup.DATA) {
      Path fresh = scratch.resolve("data").resolve(name);
      boolean stays =
          name.equals("erasures") && Files.exists(installationFiles.data().resolve(name));
      if (Files.exists(fresh) && !stays) {
        exchange(fresh, installationFiles.data().resolve(name), aside.resolve(name));
      }
    }
    for (String folder : dataOnly ? List.<String>of() : Backup.FOLDERS) {
      Path fresh = scratch.resolve(folder);
      if (Files.isDirectory(fresh)) {
        exchange(fresh, installationFiles.home().resolve(folder), aside.resolve(folder));
      }
    }
    return log;
  }

  private static void exchange(Path fresh, Path place, Path aside) throws IOException {
    if (Files.exists(place)) {
      PrivateFiles.folder(aside.getParent());
      Files.move(place, aside);
    }
    Files.move(fresh, place, StandardCopyOption.REPLACE_EXISTING);
  }
}
