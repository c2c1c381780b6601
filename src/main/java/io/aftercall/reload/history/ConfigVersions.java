package io.aftercall.reload.history;

import io.aftercall.config.ContentHash;
import io.aftercall.config.Workspace;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Every set of files that served, by its hash. A text that stands in many sets is kept once;
 * nothing is ever taken out.
 */
public final class ConfigVersions {
  private static final String KEEP_FILE =
      "insert into config_file (hash, path, content) values (?, ?, ?) on conflict (hash) do"
          + " nothing";
  private static final String KEEP_SET =
      "insert into config_set (hash, at, files) values (?, ?, ?) on conflict (hash) do nothing";

  /** Shorter ones name too many. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");

  /** Behind all hex digits. */
  private static final String END = "g";

  private final Store store;
  private final InstantSource clock;
  private final ConfigActivations configActivations;
  private final String filesOf;

  public ConfigVersions(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    configActivations = new ConfigActivations(store, clock);
    filesOf = "select hash, content from config_file where " + store.dialect().in("hash");
  }

  /**
   * Keeps a set without its settings; what is there already is not written again.
   *
   * @throws aftercall.store.StoreUnavailableException when it is not known to be kept
   */
  public void store(Workspace set) {
    if (!sets(set.hash()).isEmpty()) {
      return;
    }
    Map<String, String> pathByHash = new TreeMap<>();
    Map<String, String> textByHash = new HashMap<>();
    StringBuilder manifest = new StringBuilder();
    set.rules()
        .forEach(
            (path, text) -> {
              String hash = ContentHash.of(text);
              manifest.append(hash).append(' ').append(path).append('\n');
              pathByHash.putIfAbsent(hash, path);
              textByHash.put(hash, text);
            });
    Set<String> known = known(pathByHash.keySet());
    Map<String, byte[]> contents = new HashMap<>();
    textByHash.forEach(
        (hash, text) -> {
          if (!known.contains(hash)) {
            contents.put(hash, GzipText.of(text));
          }
        });
    byte[] files = GzipText.of(manifest.toString());
    store.write(transaction -> store(transaction, set.hash(), files, pathByHash, contents));
  }

  private int store(
      Transaction transaction,
      String set,
      byte[] files,
      Map<String, String> paths,
      Map<String, byte[]> contents)
      throws SQLException {
    PreparedStatement file = transaction.statement(KEEP_FILE);
    for (Map.Entry<String, byte[]> one : contents.entrySet()) {
      file.setString(1, one.getKey());
      file.setString(2, paths.get(one.getKey()));
      file.setBytes(3, one.getValue());
      file.addBatch();
    }
    file.executeBatch();
    PreparedStatement insert = transaction.statement(KEEP_SET);
    insert.setString(1, set);
    insert.setLong(2, clock.millis());
    insert.setBytes(3, files);
    return insert.executeUpdate();
  }

  /** Which node served by what since when. */
  public ConfigActivations servings() {
    return configActivations;
  }

  /**
   * The hashes of sets that begin so, two at most.
   *
   * @param start 6 to 64 hex digits; anything else finds nothing
   */
  public List<String> sets(String start) {
    return store.read(
        db -> starting("select hash from config_set", start).on(db).query(String.class).list());
  }

  /**
   * The set this node was active with last; of a node that never was, the one any node was.
   *
   * @return without settings; empty when nothing was active yet
   */
  public Optional<Workspace> lastActive(String node) {
    return configActivations.latest(node).flatMap(this::set);
  }

  /** The set of this hash. */
  public Optional<Workspace> set(String hash) {
    return manifest(hash).map(this::set);
  }

  private Workspace set(Map<String, String> hashes) {
    Map<String, String> texts = contents(hashes.values());
    Map<String, String> files = new HashMap<>();
    hashes.forEach((path, hash) -> files.put(path, texts.get(hash)));
    return Workspace.of(files);
  }

  /** Path to the hash of its text, of the set of this hash. */
  public Optional<SortedMap<String, String>> manifest(String hash) {
    SqlBuilder sqlBuilder = SqlBuilder.of("select files from config_set").where("hash = ?", hash);
    return store
        .read(db -> sqlBuilder.on(db).query((row, n) -> row.getBytes(1)).optional())
        .map(ConfigVersions::manifest);
  }

  private static SortedMap<String, String> manifest(byte[] packed) {
    SortedMap<String, String> hashes = new TreeMap<>();
    GzipText.text(packed)
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              hashes.put(line.substring(space + 1), line.substring(0, space));
            });
    return hashes;
  }

  /**
   * The texts whose hash begins so, two at most; attempts name a mapping by the first 12 digits.
   */
  public List<VersionedFile> files(String start) {
    SqlBuilder sqlBuilder = starting("select hash, path, content from config_file", start);
    return store.read(
        db ->
            sqlBuilder
                .on(db)
                .query(
                    (row, n) ->
                        new VersionedFile(
                            row.getString(1), row.getString(2), GzipText.text(row.getBytes(3))))
                .list());
  }

  private static SqlBuilder starting(String select, String start) {
    boolean valid = HASH.matcher(start).matches();
    return SqlBuilder.of(select)
        .where("hash >= ?", valid ? start : END)
        .where("hash < ?", valid ? start + END : END)
        .append("order by hash limit 2");
  }

  private Set<String> known(Collection<String> hashes) {
    return store.read(
        db ->
            new HashSet<>(
                db.sql("select hash from config_file where " + store.dialect().in("hash"))
                    .params(List.of(store.dialect().list(hashes)))
                    .query(String.class)
                    .list()));
  }

  private Map<String, String> contents(Collection<String> hashes) {
    return store.read(
        db -> {
          Map<String, String> texts = new HashMap<>();
          db.sql(filesOf)
              .params(List.of(store.dialect().list(hashes)))
              .query(
                  row -> {
                    texts.put(row.getString(1), GzipText.text(row.getBytes(2)));
                  });
          return texts;
        });
  }
}
