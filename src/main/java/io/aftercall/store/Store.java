package io.aftercall.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
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
  private final SecureDeleteRounds secureDeleteRounds;

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
    secureDeleteRounds =
        new SecureDeleteRounds(() -> new SecureDelete(this, engine).once(), engine::logSize, clock);
  }

  /** Without keys. */
  public static Store open(StoreSettings settings, InstantSource clock) {
    return open(settings, BodyEncryption.NONE, clock);
  }

  /**
   * Connects, refuses a database that forgets, brings the tables up to date.
   *
   * @throws NotDurableException when confirmed calls could be lost; names the setting
   * @throws UnusableDatabaseException when the database file is missing, damaged or beside a
   *     strange log
   * @throws KeyMismatchException when something stored is encrypted with a key that is not among
   *     these
   * @throws StoreUnavailableException when the database is away, or another process works on the
   *     file
   */
  public static Store open(
      StoreSettings settings, BodyEncryption bodyEncryption, InstantSource clock) {
    try {
      return open(Engine.of(settings), settings, bodyEncryption, clock);
    } catch (SQLException | FlywayException e) {
      if (SqlFailureKind.of(e) == SqlFailureKind.FINAL) {
        throw new UnusableDatabaseException(
            "The database %s is damaged (%s); to go back to a copy run: aftercall restore FILE"
                .formatted(settings.address(), e.getMessage()));
      }
      throw new StoreUnavailableException("Cannot open the database " + settings.address(), e);
    }
  }

  private static Store open(
      Engine engine, StoreSettings settings, BodyEncryption bodyEncryption, InstantSource clock)
      throws SQLException {
    try {
      engine.writer().close();
      Migrations.run(engine);
      KeyRegistry.open(engine.source(), bodyEncryption, clock);
      Store store =
          new Store(
              engine,
              bodyEncryption,
              new GroupCommitWriter(engine, settings.maxWaiting(), StoreSettings.maxWaitingBytes()),
              clock);
      engine.startBackgroundTasks(store.groupCommitWriter::giveUp);
      return store;
    } catch (SQLException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  public BodyEncryption bodyEncryption() {
    return bodyEncryption;
  }

  /**
   * Has nothing that was deleted remain in the files. Takes some seconds at most.
   *
   * @return false when somebody read all the time; then {@link #deletedForGood} has it done later
   */
  public boolean scrub() {
    return new SecureDelete(this, engine).run();
  }

  /**
   * Has what was deleted and committed leave the files soon: tried every second until it is done.
   */
  public void deletedForGood() {
    secureDeleteRounds.request();
  }

  /**
   * @param follower asked before each try; what it returns runs when the try has succeeded
   */
  public void whenBytesAreGone(Supplier<Runnable> follower) {
    secureDeleteRounds.follow(follower);
  }

  /** Since when deleted bytes wait to leave the files; empty when none do. */
  public Optional<Instant> bytesWaitSince() {
    return secureDeleteRounds.waitsSince();
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
    return (T) put(EACH, (TransactionWork<Object>) work, 0);
  }

  /** The same without waiting. The future fails as {@link #write} throws. */
  @SuppressWarnings("unchecked")
  public <T> CompletableFuture<T> writeLater(TransactionWork<T> work) {
    return (CompletableFuture<T>) putLater(EACH, (TransactionWork<Object>) work, 0);
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

  /**
   * A lane for items of one kind: those of all callers that wait together go as one list.
   *
   * @param bytes what an item holds of the memory until it is committed: groups and the queue have
   *     a limit in bytes beside the one in items
   */
  public <I, O> WriteQueue<I, O> lane(BatchWork<I, O> work, ToLongFunction<I> bytes) {
    return new WriteQueue<>() {
      @Override
      public O put(I item) {
        return Store.this.put(work, item, bytes.applyAsLong(item));
      }

      @Override
      public CompletableFuture<O> putLater(I item) {
        return Store.this.putLater(work, item, bytes.applyAsLong(item));
      }
    };
  }

  private <I, O> CompletableFuture<O> putLater(BatchWork<I, O> work, I item, long bytes) {
    CompletableFuture<O> future = new CompletableFuture<>();
    groupCommitWriter.submit(PendingWrite.promised(work, item, bytes, future));
    return future;
  }

  private <I, O> O put(BatchWork<I, O> work, I item, long bytes) {
    PendingWrite<I, O> pendingWrite = PendingWrite.waitedFor(work, item, bytes);
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
      giveUpOn(e);
      throw new StoreUnavailableException("The database does not answer", e);
    } catch (DataAccessException e) {
      if (giveUpOn(e)) {
        throw new StoreUnavailableException("The database file is damaged", e);
      }
      throw e;
    }
  }

  private boolean giveUpOn(Throwable e) {
    boolean last = SqlFailureKind.of(e) == SqlFailureKind.FINAL;
    if (last) {
      groupCommitWriter.giveUp(e);
    }
    return last;
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

  /** The store's own threads by name, and whether each is alive. */
  public Map<String, Boolean> threads() {
    return Map.of("store-writer", groupCommitWriter.isAlive());
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
      secureDeleteRounds.close();
      groupCommitWriter.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
    }
  }
}
