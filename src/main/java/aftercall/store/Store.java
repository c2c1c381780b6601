package aftercall.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one database. All writes go through one thread that commits whatever waits as one group; a
 * write that has returned is on the disk. Reads go beside it, on connections of their own.
 */
public final class Store implements AutoCloseable {
  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(3);
  private static final String PROBE =
      "insert into commit_probe (name, at) values ('commit', ?)"
          + " on conflict (name) do update set at = excluded.at";

  private final Engine engine;
  private final Seals seals;
  private final Writer writer;
  private final JdbcClient reader;
  private final InstantSource clock;

  private Store(Engine engine, Seals seals, Writer writer, InstantSource clock) {
    this.engine = engine;
    this.seals = seals;
    this.writer = writer;
    this.clock = clock;
    reader = JdbcClient.create(engine.readers());
  }

  /** The same without keys: bodies lie open. */
  public static Store open(StoreSettings settings, InstantSource clock) {
    return open(settings, Seals.NONE, clock);
  }

  /**
   * Connects, refuses a database that forgets, brings the tables up to date.
   *
   * @throws NotDurable when confirmed calls could be lost; names the setting
   * @throws WrongKeys when something stored is sealed with a key that is not among these
   * @throws StoreUnavailable when the database is away, or another process works on the file
   */
  public static Store open(StoreSettings settings, Seals seals, InstantSource clock) {
    Engine engine = Engine.of(settings);
    try {
      engine.writer().close();
      migrate(engine);
      KeyBook.open(engine.source(), seals, clock);
      engine.attend();
      return new Store(engine, seals, new Writer(engine, settings.maxWaiting()), clock);
    } catch (SQLException | FlywayException e) {
      engine.close();
      throw new StoreUnavailable("Cannot open the database " + settings.address(), e);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static void migrate(Engine engine) {
    Dialect dialect = engine.dialect();
    String own = dialect == Dialect.POSTGRES ? "classpath:db/postgres" : "classpath:db/sqlite";
    Flyway.configure()
        .dataSource(engine.source())
        .locations("classpath:db/migration", own)
        .placeholders(Map.of("text", dialect.text(), "blob", dialect.blob()))
        .load()
        .migrate();
  }

  /** What seals the bodies. */
  public Seals seals() {
    return seals;
  }

  /**
   * Has nothing of what was deleted remain in files beside the tables. Takes some seconds at most.
   *
   * @return false when somebody read all the time; then it disappears with the writes that follow
   */
  public boolean scrub() {
    return new Scrubbing(this, engine).run();
  }

  public Dialect dialect() {
    return engine.dialect();
  }

  /**
   * Blocks until the work is committed and returns its result. What the work throws, it throws.
   *
   * @throws StoreUnavailable when the work is not known to be stored
   * @throws StatementFailed when the database refused one of its statements
   */
  @SuppressWarnings("unchecked")
  public <T> T write(Write<T> work) {
    return (T) put(EACH, (Write<Object>) work);
  }

  /** The same without waiting. The future fails as {@link #write} throws. */
  @SuppressWarnings("unchecked")
  public <T> CompletableFuture<T> writeLater(Write<T> work) {
    return (CompletableFuture<T>) putLater(EACH, (Write<Object>) work);
  }

  /** Single writes share a lane too: one after the other, in the order they came. */
  private static final BatchWrite<Write<Object>, Object> EACH =
      (tx, works) -> {
        List<Object> results = new ArrayList<>(works.size());
        for (Write<Object> work : works) {
          results.add(work.in(tx));
        }
        return results;
      };

  /** A lane for items of one kind: those of all callers that wait together go as one list. */
  public <I, O> Lane<I, O> lane(BatchWrite<I, O> work) {
    return new Lane<>() {
      @Override
      public O put(I item) {
        return Store.this.put(work, item);
      }

      @Override
      public CompletableFuture<O> putLater(I item) {
        return Store.this.putLater(work, item);
      }
    };
  }

  private <I, O> CompletableFuture<O> putLater(BatchWrite<I, O> work, I item) {
    CompletableFuture<O> future = new CompletableFuture<>();
    writer.submit(Piece.promised(work, item, future));
    return future;
  }

  private <I, O> O put(BatchWrite<I, O> work, I item) {
    Piece<I, O> piece = Piece.waitedFor(work, item);
    writer.submit(piece);
    return piece.await();
  }

  /**
   * Asks; sees all that was committed before.
   *
   * @throws StoreUnavailable when the database is away
   */
  public <T> T read(Read<T> question) {
    try {
      return question.from(reader);
    } catch (DataAccessResourceFailureException
        | RecoverableDataAccessException
        | TransientDataAccessException e) {
      throw new StoreUnavailable("The database does not answer", e);
    }
  }

  /** Whether a row can be made durable now, by doing so. Takes three seconds at most. */
  public boolean canCommit() {
    try {
      return writeLater(this::probe).get(PROBE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | StoreUnavailable e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean probe(Tx tx) throws SQLException {
    PreparedStatement statement = tx.statement(PROBE);
    statement.setLong(1, clock.millis());
    return statement.executeUpdate() == 1;
  }

  /** How many pieces of work wait for the writer. */
  public int waiting() {
    return writer.waiting();
  }

  /** Why the last group of writes was not committed, or empty when it was. */
  public Optional<Throwable> trouble() {
    return Optional.ofNullable(writer.trouble()).map(Throwable::getCause);
  }

  /** Finishes the writes that wait, then lets go of the database. */
  @Override
  public void close() {
    try {
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
    }
  }
}
