package aftercall.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteWriterTest extends WriterContract {
  @TempDir static Path folder;

  @Override
  Store open() {
    return Databases.open(Databases.sqlite(folder));
  }
}
