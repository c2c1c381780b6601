package io.aftercall.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteGroupCommitWriterTest extends GroupCommitWriterContract {
  @TempDir static Path folder;

  @Override
  Store open() {
    return Databases.open(Databases.sqlite(folder));
  }
}
