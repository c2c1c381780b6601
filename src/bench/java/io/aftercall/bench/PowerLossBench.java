package io.aftercall.bench;

import io.aftercall.store.DatabaseFiles;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * What a power cut could leave of SQLite's files, restored and looked at: every call whose write
 * had returned must be there, and the database must be whole.
 *
 * <p>The model. What a commit that returned had written to the log was forced to the disk; the rest
 * was not, and each of its 512-byte sectors is, by chance, as it was before, as it was to be, zero
 * or rubbish, and the file may end anywhere in it. A sector of the database file that was written
 * since the last image, while the same log went on, is by chance the old or the new one: a
 * checkpoint writes there, and forces it before the log begins anew. Commits are under way and
 * checkpoints run while the files are copied. Not modelled: a disk that says it has written what it
 * has not.
 *
 * <p>Arguments: images (300), seed (1).
 */
public final class PowerLossBench {
  private static final int SECTOR = 512;
  private static final int WAL_HEADER = 32;
  private static final int FRAME = 4096 + 24;

  private final Random random;
  private final Path folder;
  private final Set<String> acknowledged = new HashSet<>();
  private int number;
  private byte[] earlierDatabase = new byte[0];
  private byte[] earlierLog = new byte[0];

  /** Files at one moment, and what was known to be on the disk. */
  private record Image(byte[] database, byte[] log, int durable, Set<String> acknowledged) {}

  private PowerLossBench(Path folder, long seed) {
    this.folder = folder;
    random = new Random(seed);
  }

  public static void main(String[] args) throws Exception {
    int images = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Path folder = Files.createTempDirectory("aftercall-power-loss");
    long begin = System.nanoTime();
    int failed = 0;
    try {
      failed = new PowerLossBench(folder, seed).run(images);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.out.printf(
        "%d images, %d failed, in %d s (seed %d)%n",
        images, failed, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin), seed);
    System.exit(failed == 0 ? 0 : 1);
  }

  private int run(int images) throws Exception {
    Path data = Files.createDirectories(folder.resolve("live"));
    StoreSettings settings = StoreSettings.of("jdbc:sqlite:" + data.resolve("aftercall.db"));
    int failed = 0;
    int lost = 0;
    try (Store store = Store.open(settings, InstantSource.system());
        Connection beside = DriverManager.getConnection(settings.url())) {
      for (int done = 0; done < images; ) {
        Image image = take(store, beside, data);
        if (image != null) {
          int missing = check(image, done++);
          failed += missing == 0 ? 0 : 1;
          lost += Math.max(0, missing);
        }
      }
    }
    System.out.printf("%d writes acknowledged, %d of them lost%n", acknowledged.size(), lost);
    return failed;
  }

  /** Null when the log began anew meanwhile: then it is not known what was forced. */
  private Image take(Store store, Connection beside, Path data) throws Exception {
    int more = 1 + random.nextInt(40);
    for (int i = 0; i < more; i++) {
      acknowledged.add(put(store).get());
    }
    if (random.nextInt(12) == 0) {
      store.scrub();
      acknowledged.add(put(store).get());
    }
    Path log = data.resolve("aftercall.db-wal");
    long salts = salts(Files.readAllBytes(log));
    int durable = WAL_HEADER + frames(beside, "NOOP") * FRAME;
    Set<String> known = Set.copyOf(acknowledged);
    CompletableFuture<?>[] underWay = new CompletableFuture<?>[random.nextInt(30)];
    for (int i = 0; i < underWay.length; i++) {
      underWay[i] = put(store).thenAccept(ignored -> {});
    }
    if (random.nextInt(4) == 0) {
      frames(beside, "PASSIVE");
    }
    byte[] database = Files.readAllBytes(data.resolve("aftercall.db"));
    byte[] written = Files.readAllBytes(log);
    CompletableFuture.allOf(underWay).join();
    boolean same = salts(written) == salts && salts(earlierLog) == salts;
    Image image =
        salts(written) == salts && written.length >= durable
            ? new Image(
                same ? torn(earlierDatabase, database) : database,
                tornTail(written, durable),
                durable,
                known)
            : null;
    earlierDatabase = database;
    earlierLog = written;
    return image;
  }

  private CompletableFuture<String> put(Store store) {
    String id = "call-" + number++;
    int size = 100 + random.nextInt(9_000);
    return store.writeLater(
        transaction -> {
          PreparedStatement insert =
              transaction.statement(
                  "insert into event_body (event_id, body) values (?, randomblob(?))");
          insert.setString(1, id);
          insert.setInt(2, size);
          insert.executeUpdate();
          return id;
        });
  }

  private static int frames(Connection beside, String mode) throws Exception {
    try (ResultSet row =
        beside.createStatement().executeQuery("pragma wal_checkpoint(" + mode + ")")) {
      row.next();
      return Math.max(0, row.getInt("log"));
    }
  }

  private static long salts(byte[] log) {
    return log.length < WAL_HEADER ? -1 : ByteBuffer.wrap(log).getLong(16);
  }

  private byte[] torn(byte[] before, byte[] after) {
    byte[] image = after.clone();
    for (int at = 0; at + SECTOR <= Math.min(before.length, after.length); at += SECTOR) {
      if (random.nextBoolean()) {
        System.arraycopy(before, at, image, at, SECTOR);
      }
    }
    return image;
  }

  private byte[] tornTail(byte[] written, int durable) {
    int end = durable + (written.length == durable ? 0 : random.nextInt(written.length - durable));
    byte[] image = Arrays.copyOf(written, end);
    for (int at = durable; at < end; at += SECTOR) {
      int length = Math.min(SECTOR, end - at);
      switch (random.nextInt(4)) {
        case 0 -> Arrays.fill(image, at, at + length, (byte) 0);
        case 1 -> {
          byte[] rubbish = new byte[length];
          random.nextBytes(rubbish);
          System.arraycopy(rubbish, 0, image, at, length);
        }
        case 2 -> {
          if (at + length <= earlierLog.length) {
            System.arraycopy(earlierLog, at, image, at, length);
          }
        }
        default -> {
          // As it was to be.
        }
      }
    }
    return image;
  }

  /** How many acknowledged calls are missing; -1 when it does not start or is not whole. */
  private int check(Image image, int which) throws Exception {
    Path data = Files.createDirectories(folder.resolve("image-" + which));
    Path file = data.resolve("aftercall.db");
    Files.write(file, image.database());
    Files.write(data.resolve("aftercall.db-wal"), image.log());
    int missing = 0;
    try {
      try (Store store =
          Store.open(StoreSettings.of("jdbc:sqlite:" + file), InstantSource.system())) {
        Set<String> found =
            new HashSet<>(
                store.read(
                    db -> db.sql("select event_id from event_body").query(String.class).list()));
        for (String id : image.acknowledged()) {
          missing += found.contains(id) ? 0 : 1;
        }
      }
      String integrity = DatabaseFiles.integrity(file);
      if (!integrity.equals("ok")) {
        System.out.printf("image %d: %s%n", which, integrity);
        return -1;
      }
    } catch (RuntimeException e) {
      System.out.printf("image %d does not start: %s%n", which, e.getMessage());
      return -1;
    }
    if (missing > 0) {
      System.out.printf("image %d: %d acknowledged calls are missing%n", which, missing);
    }
    FileSystemUtils.deleteRecursively(data);
    return missing;
  }
}
