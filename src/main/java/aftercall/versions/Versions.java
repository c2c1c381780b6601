package aftercall.versions;

import aftercall.config.Fingerprint;
import aftercall.config.Workspace;
import aftercall.store.Query;
import aftercall.store.Store;
import aftercall.store.Tx;
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
public final class Versions {
  private static final String KEEP_FILE =
      "insert into config_file (hash, path, content) values (?, ?, ?) on conflict (hash) do nothing";
  private static final String KEEP_SET =
      "insert into config_set (hash, at, files) values (?, ?, ?) on conflict (hash) do nothing";

  /** Shorter ones name too many. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");

  /** Behind all hex digits. */
  private static final String END = "g";

  private final Store store;
  private final InstantSource clock;
  private final Servings servings;
  private final String filesOf;

  public Versions(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    servings = new Servings(store, clock);
    filesOf = "select hash, content from config_file where " + store.dialect().in("hash");
  }

  /**
   * Keeps a set without its settings; what is there already is not written again.
   *
   * @throws aftercall.store.StoreUnavailable when it is not known to be kept
   */
  public void keep(Workspace set) {
    if (!sets(set.hash()).isEmpty()) {
      return;
    }
    Map<String, String> pathByHash = new TreeMap<>();
    Map<String, String> textByHash = new HashMap<>();
    StringBuilder manifest = new StringBuilder();
    set.rules()
        .forEach(
            (path, text) -> {
              String hash = Fingerprint.of(text);
              manifest.append(hash).append(' ').append(path).append('\n');
              pathByHash.putIfAbsent(hash, path);
              textByHash.put(hash, text);
            });
    Set<String> known = known(pathByHash.keySet());
    Map<String, byte[]> contents = new HashMap<>();
    textByHash.forEach(
        (hash, text) -> {
          if (!known.contains(hash)) {
            contents.put(hash, Packed.of(text));
          }
        });
    byte[] files = Packed.of(manifest.toString());
    store.write(tx -> keep(tx, set.hash(), files, pathByHash, contents));
  }

  private int keep(
      Tx tx, String set, byte[] files, Map<String, String> paths, Map<String, byte[]> contents)
      throws SQLException {
    PreparedStatement file = tx.statement(KEEP_FILE);
    for (Map.Entry<String, byte[]> one : contents.entrySet()) {
      file.setString(1, one.getKey());
      file.setString(2, paths.get(one.getKey()));
      file.setBytes(3, one.getValue());
      file.addBatch();
    }
    file.executeBatch();
    PreparedStatement insert = tx.statement(KEEP_SET);
    insert.setString(1, set);
    insert.setLong(2, clock.millis());
    insert.setBytes(3, files);
    return insert.executeUpdate();
  }

  /** Which node served by what since when. */
  public Servings servings() {
    return servings;
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
    Query query = Query.of("select files from config_set").and("hash = ?", hash);
    return store
        .read(db -> query.on(db).query((row, n) -> row.getBytes(1)).optional())
        .map(Versions::manifest);
  }

  private static SortedMap<String, String> manifest(byte[] packed) {
    SortedMap<String, String> hashes = new TreeMap<>();
    Packed.text(packed)
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
  public List<KeptFile> files(String start) {
    Query query = starting("select hash, path, content from config_file", start);
    return store.read(
        db ->
            query
                .on(db)
                .query(
                    (row, n) ->
                        new KeptFile(
                            row.getString(1), row.getString(2), Packed.text(row.getBytes(3))))
                .list());
  }

  private static Query starting(String select, String start) {
    boolean valid = HASH.matcher(start).matches();
    return Query.of(select)
        .and("hash >= ?", valid ? start : END)
        .and("hash < ?", valid ? start + END : END)
        .then("order by hash limit 2");
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
                    texts.put(row.getString(1), Packed.text(row.getBytes(2)));
                  });
          return texts;
        });
  }
}
