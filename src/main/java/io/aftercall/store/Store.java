package io.aftercall.store;

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
  private final BodyEncryption bodyEncryption;
  private final GroupCommitWriter groupCommitWriter;
  private final JdbcClient reader;
  private final InstantSource clock;

  private Store(
      Engine engine,
      BodyEncryption bodyEncryption,
      GroupCommitWriter groupCommitWriter,
      InstantSource clock) {
    this.engine = engine;
    this.bodyEncryption = bodyEncryption;
    this.groupCommitWriter = groupCommitWriter;
    this.clock = clock;
    reader = JdbcClient.create(engine.readers());
  }

  /** The same without keys: bodies lie open. */
  public static Store open(StoreSettings settings, InstantSource clock) {
    return open(settings, BodyEncryption.NONE, clock);
  }

  /**
   * Connects, refuses a database that forgets, brings the tables up to date.
   *
   * @throws NotDurableException when confirmed calls could be lost; names the setting
   * @throws KeyMismatchException when something stored is sealed with a key that is not among these
   * @throws StoreUnavailableException when the database is away, or another process works on the
   *     file
   */
  public static Store open(
      StoreSettings settings, BodyEncryption bodyEncryption, InstantSource clock) {
    Engine engine = Engine.of(settings);
    try {
      engine.writer().close();
      migrate(engine);
      KeyRegistry.open(engine.source(), bodyEncryption, clock);
      engine.startBackgroundTasks();
      return new Store(
          engine, bodyEncryption, new GroupCommitWriter(engine, settings.maxWaiting()), clock);
    } catch (SQLException | FlywayException e) {
      engine.close();
      throw new StoreUnavailableException("Cannot open the database " + settings.address(), e);
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
  public BodyEncryption bodyEncryption() {
    return bodyEncryption;
  }

  /**
   * Has nothing of what was deleted remain in files beside the tables. Takes some seconds at most.
   *
   * @return false when somebody read all the time; then it disappears with the writes that follow
   */
  public boolean scrub() {
    return new SecureDelete(this, engine).run();
  }

  public Dialect dialect() {
    return engine.dialect();
  }

  /**
   * Blocks until the work is committed and returns its result. What the work throws, it throws.
   *
   * @throws StoreUnavailableException when the work is not known to be stored
   * @throws StatementFailedException when the database refused one of its statements
   */
  @SuppressWarnings("unchecked")
  public <T> T write(TransactionWork<T> work) {
    return (T) put(EACH, (TransactionWork<Object>) work);
  }

  /** The same without waiting. The future fails as {@link #write} throws. */
  @SuppressWarnings("unchecked")
  public <T> CompletableFuture<T> writeLater(TransactionWork<T> work) {
    return (CompletableFuture<T>) putLater(EACH, (TransactionWork<Object>) work);
  }

  /** Single writes share a lane too: one after the other, in the order they came. */
  private static final BatchWork<TransactionWork<Object>, Object> EACH =
      (transaction, works) -> {
        List<Object> results = new ArrayList<>(works.size());
        for (TransactionWork<Object> work : works) {
          results.add(work.in(transaction));
        }
        return results;
      };

  /** A lane for items of one kind: those of all callers that wait together go as one list. */
  public <I, O> WriteQueue<I, O> lane(BatchWork<I, O> work) {
    return new WriteQueue<>() {
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

  private <I, O> CompletableFuture<O> putLater(BatchWork<I, O> work, I item) {
    CompletableFuture<O> future = new CompletableFuture<>();
    groupCommitWriter.submit(PendingWrite.promised(work, item, future));
    return future;
  }

  private <I, O> O put(BatchWork<I, O> work, I item) {
    PendingWrite<I, O> pendingWrite = PendingWrite.waitedFor(work, item);
    groupCommitWriter.submit(pendingWrite);
    return pendingWrite.await();
  }

  /**
   * Asks; sees all that was committed before.
   *
   * @throws StoreUnavailableException when the database is away
   */
  public <T> T read(ReadWork<T> question) {
    try {
      return question.from(reader);
    } catch (DataAccessResourceFailureException
        | RecoverableDataAccessException
        | TransientDataAccessException e) {
      throw new StoreUnavailableException("The database does not answer", e);
    }
  }

  /** Whether a row can be made durable now, by doing so. Takes three seconds at most. */
  public boolean canCommit() {
    try {
      return writeLater(this::probe).get(PROBE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | StoreUnavailableException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean probe(Transaction transaction) throws SQLException {
    PreparedStatement statement = transaction.statement(PROBE);
    statement.setLong(1, clock.millis());
    return statement.executeUpdate() == 1;
  }

  /** How many pieces of work wait for the writer. */
  public int waiting() {
    return groupCommitWriter.waiting();
  }

  /** Why the last group of writes was not committed, or empty when it was. */
  public Optional<Throwable> trouble() {
    return Optional.ofNullable(groupCommitWriter.trouble()).map(Throwable::getCause);
  }

  /** Finishes the writes that wait, then lets go of the database. */
  @Override
  public void close() {
    try {
      groupCommitWriter.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
    }
  }
}
