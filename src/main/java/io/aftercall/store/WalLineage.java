package io.aftercall.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Whether a log continues the database file beside it. SQLite replays any whole log into any
 * database: that of another one, or of an older copy, would leave a mixture of both.
 *
 * <p>While the service runs it counts up {@code user_version}, at most once a second, within a
 * commit. It lies on the first page, which is in the log and in the file: a file that the log
 * continues holds a number from the one before the log's first to the log's last. A copy that is
 * older by less than two such seconds is not told apart.
 *
 * @see <a href="https://sqlite.org/fileformat2.html#walformat">The format of the log</a>
 */
final class WalLineage {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;
  private static final int VERSION_AT = 60;
  private static final int PAGE_SIZE_AT = 16;

  private final ByteOrder order;
  private final int pageSize;
  private final int salt1;
  private final int salt2;
  private int sum1;
  private int sum2;
  private OptionalInt first = OptionalInt.empty();
  private int last;

  private WalLineage(ByteBuffer header) {
    order = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    pageSize = header.getInt(8);
    salt1 = header.getInt(16);
    salt2 = header.getInt(20);
  }

  /**
   * @return why the log does not belong to the file, or null when it does or holds nothing
   */
  static String contradiction(Path database, Path wal) throws IOException {
    if (!Files.exists(wal) || Files.size(wal) <= HEADER) {
      return null;
    }
    byte[] page = head(database);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(wal), 1 << 20))) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      WalLineage lineage = new WalLineage(header);
      if ((header.getInt(0) & ~1) != MAGIC
          || !lineage.adds(header, 24, header.getInt(24), header.getInt(28))) {
        // SQLite takes nothing from it either: a first write that a power cut tore.
        return null;
      }
      int ofFile = ByteBuffer.wrap(page).getShort(PAGE_SIZE_AT) & 0xffff;
      if (lineage.pageSize != (ofFile == 1 ? 65_536 : ofFile)) {
        return "their pages differ in size";
      }
      lineage.read(in);
      return lineage.against(ByteBuffer.wrap(page).getInt(VERSION_AT));
    }
  }

  private static byte[] head(Path database) throws IOException {
    try (java.io.InputStream in = Files.newInputStream(database)) {
      byte[] page = in.readNBytes(100);
      if (page.length < 100) {
        throw new EOFException("the file is shorter than its header");
      }
      return page;
    }
  }

  /** Only what was committed counts; what follows is of an older log, or torn. */
  private void read(DataInputStream in) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + pageSize);
    OptionalInt open = OptionalInt.empty();
    int newest = 0;
    while (in.readNBytes(frame.array(), 0, frame.capacity()) == frame.capacity()
        && follows(frame)) {
      if (frame.getInt(0) == 1) {
        newest = frame.getInt(FRAME_HEADER + VERSION_AT);
        open = open.isPresent() ? open : OptionalInt.of(newest);
      }
      if (frame.getInt(4) != 0 && open.isPresent()) {
        first = first.isPresent() ? first : open;
        last = newest;
      }
    }
  }

  private boolean follows(ByteBuffer frame) {
    if (frame.getInt(8) != salt1 || frame.getInt(12) != salt2) {
      return false;
    }
    sum(frame, 0, 8);
    sum(frame, FRAME_HEADER, pageSize);
    return sum1 == frame.getInt(16) && sum2 == frame.getInt(20);
  }

  private boolean adds(ByteBuffer header, int length, int expected1, int expected2) {
    sum(header, 0, length);
    return sum1 == expected1 && sum2 == expected2;
  }

  private void sum(ByteBuffer bytes, int from, int length) {
    ByteBuffer words = bytes.duplicate().order(order);
    for (int at = from; at < from + length; at += 8) {
      sum1 += words.getInt(at) + sum2;
      sum2 += words.getInt(at + 4) + sum1;
    }
  }

  private String against(int ofFile) {
    if (first.isEmpty()) {
      return null;
    }
    if (ofFile < first.getAsInt() - 1) {
      return "the file is older than the log's beginning";
    }
    return ofFile > last ? "the file is of another database, or newer than the log" : null;
  }
}
