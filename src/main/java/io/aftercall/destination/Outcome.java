package io.aftercall.destination;

import java.time.Duration;
import java.util.function.Function;

/**
 * What became of one record that was sent. Decided where the protocol is known, acted on by {@link
 * Retries}. Reasons are shown to operators: plain words, no phone, name, transcript or answer body.
 */
public sealed interface Outcome {
  String reason();

  /** Short stable name for attempts, metrics and logs. */
  String name();

  /**
   * What each outcome comes to. There is no case for "all others", so that a new outcome does not
   * compile until every place that tells them apart has decided about it.
   */
  <T> T fold(
      Function<Delivered, T> delivered,
      Function<Retry, T> retry,
      Function<Rejected, T> rejected,
      Function<Paused, T> paused,
      Function<Suppressed, T> suppressed,
      Function<DryRun, T> dryRun);

  /**
   * The destination has it. {@code reference} is its own id there (Salesforce id, Message-ID), or
   * empty.
   */
  record Delivered(String reference, String reason) implements Outcome {
    @Override
    public String name() {
      return "delivered";
    }

    @Override
    public <T> T fold(
        Function<Delivered, T> delivered,
        Function<Retry, T> retry,
        Function<Rejected, T> rejected,
        Function<Paused, T> paused,
        Function<Suppressed, T> suppressed,
        Function<DryRun, T> dryRun) {
      return delivered.apply(this);
    }

    public static Delivered as(String reference) {
      return new Delivered(reference, "");
    }
  }

  /**
   * Passing trouble: repeat. {@code after} is the destination's own wish (Retry-After), or null for
   * our backoff.
   */
  record Retry(Duration after, String reason, Scope whose) implements Outcome {
    /** Whose trouble it is, and whether it leaves open that the destination has the record. */
    public enum Scope {
      /** The destination is there and spoke about this record. */
      RECORD,
      /** The destination as a whole is away or overloaded; it has not taken the record. */
      DESTINATION,
      /** It was sent and no answer came: the destination may have it. */
      UNKNOWN,
      /**
       * It was sent, the destination said that all is well, and what it said of the record cannot
       * be read: it probably has it. Repeated a few times only.
       */
      UNCLEAR
    }

    public Retry(Duration after, String reason) {
      this(after, reason, Scope.RECORD);
    }

    @Override
    public String name() {
      return leavesOpen() ? "unknown" : "retry";
    }

    @Override
    public <T> T fold(
        Function<Delivered, T> delivered,
        Function<Retry, T> retry,
        Function<Rejected, T> rejected,
        Function<Paused, T> paused,
        Function<Suppressed, T> suppressed,
        Function<DryRun, T> dryRun) {
      return retry.apply(this);
    }

    /** Whether the destination may have the record. */
    public boolean leavesOpen() {
      return whose == Scope.UNKNOWN || whose == Scope.UNCLEAR;
    }

    public static Retry because(String reason) {
      return new Retry(null, reason);
    }

    /** The destination is away. */
    public static Retry away(String reason) {
      return new Retry(null, reason, Scope.DESTINATION);
    }

    /** A success came that cannot be read. */
    public static Retry unclear(String reason) {
      return new Retry(null, reason, Scope.UNCLEAR);
    }

    /** No answer came. */
    public static Retry unknown(String reason) {
      return new Retry(null, reason, Scope.UNKNOWN);
    }
  }

  /**
   * The record is at fault and needs a human. {@code field} names the poison record, or is empty.
   */
  record Rejected(String reason, String field) implements Outcome {
    @Override
    public String name() {
      return "rejected";
    }

    @Override
    public <T> T fold(
        Function<Delivered, T> delivered,
        Function<Retry, T> retry,
        Function<Rejected, T> rejected,
        Function<Paused, T> paused,
        Function<Suppressed, T> suppressed,
        Function<DryRun, T> dryRun) {
      return rejected.apply(this);
    }

    public static Rejected because(String reason) {
      return new Rejected(reason, "");
    }
  }

  /**
   * The destination as a whole takes nothing now (credentials, quota, not configured): no attempt
   * is burnt, all its deliveries wait as pending. {@code probeInterval} is when one delivery may
   * try again, or null for the default.
   */
  record Paused(String reason, Duration probeInterval) implements Outcome {
    @Override
    public String name() {
      return "paused";
    }

    @Override
    public <T> T fold(
        Function<Delivered, T> delivered,
        Function<Retry, T> retry,
        Function<Rejected, T> rejected,
        Function<Paused, T> paused,
        Function<Suppressed, T> suppressed,
        Function<DryRun, T> dryRun) {
      return paused.apply(this);
    }

    public static Paused because(String reason) {
      return new Paused(reason, null);
    }
  }

  /** The person must not be contacted: it is not sent, now or later. */
  record Suppressed(String reason) implements Outcome {
    @Override
    public String name() {
      return "suppressed";
    }

    @Override
    public <T> T fold(
        Function<Delivered, T> delivered,
        Function<Retry, T> retry,
        Function<Rejected, T> rejected,
        Function<Paused, T> paused,
        Function<Suppressed, T> suppressed,
        Function<DryRun, T> dryRun) {
      return suppressed.apply(this);
    }
  }

  /**
   * Dry run: everything ran, nothing left.
   *
   * @param content what would have left, as text; empty when it cannot be told. It holds personal
   *     data and is kept nowhere
   */
  record DryRun(String reason, String content) implements Outcome {
    public DryRun(String reason) {
      this(reason, "");
    }

    @Override
    public String name() {
      return "dry_run";
    }

    @Override
    public <T> T fold(
        Function<Delivered, T> delivered,
        Function<Retry, T> retry,
        Function<Rejected, T> rejected,
        Function<Paused, T> paused,
        Function<Suppressed, T> suppressed,
        Function<DryRun, T> dryRun) {
      return dryRun.apply(this);
    }
  }
}
