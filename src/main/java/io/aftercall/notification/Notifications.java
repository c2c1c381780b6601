package io.aftercall.notification;

import io.aftercall.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells people of causes: once when one has lasted for a while, again after the reminder's time,
 * and when it is over. All that is due goes in one message, two messages are never closer than
 * {@code aftercall.notify.after}, and none goes in quiet hours. One node of a cluster tells. What
 * was told is known over restarts; a message may come twice when the service dies between sending
 * it and writing that down.
 */
public final class Notifications {
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(30);

  private final NotifySettings settings;
  private final QuietHours quiet;
  private final Announcer announcer;
  private final NoticeText words;
  private final NoticeLog log;
  private final BooleanSupplier leader;
  private final InstantSource clock;
  private Map<Cause.Key, NoticeState> known = new HashMap<>();
  private Map<Cause.Key, NoticeState> stored = new HashMap<>();
  private boolean leads;
  private Instant notBefore = Instant.MIN;
  private Duration pause = FIRST_RETRY;
  private volatile List<Told> told = List.of();

  /**
   * @param leader whether this is the one node that tells
   */
  Notifications(
      NotifySettings settings,
      Announcer announcer,
      NoticeText words,
      NoticeLog log,
      BooleanSupplier leader,
      InstantSource clock) {
    this.settings = settings;
    quiet = settings.quiet();
    this.announcer = announcer;
    this.words = words;
    this.log = log;
    this.leader = leader;
    this.clock = clock;
  }

  /** A cause of which people have been told, and which lasts. */
  public record Told(String kind, String destination, String code, Instant since, Instant at) {}

  /** What one channel made of a test, or is known to be like. */
  public record Channel(String name, boolean works, String says) {}

  /** Whether anybody is to be told at all. */
  public boolean isOn() {
    return announcer.hasChannels();
  }

  /**
   * One look.
   *
   * @param causes empty while nobody can say, as without the database
   * @return how long to rest
   */
  public synchronized Duration step(Supplier<Optional<List<Cause>>> causes) {
    if (!leader.getAsBoolean()) {
      leads = false;
      return REST;
    }
    Optional<List<Cause>> found = causes.get();
    if (found.isEmpty()) {
      return REST;
    }
    try {
      takeOver();
      Instant now = clock.instant();
      DueNotices due = DueNotices.of(known, found.get(), settings, now);
      if (!due.isEmpty() && !now.isBefore(notBefore) && !quiet.includes(now)) {
        tell(due, now);
      }
      save();
      show();
    } catch (StoreUnavailableException away) {
      // What is known here is written when the database is back.
    }
    return REST;
  }

  /** What another node wrote, but for what this one could not write any more. */
  private void takeOver() {
    if (leads) {
      return;
    }
    Map<Cause.Key, NoticeState> fresh = log.all();
    Map<Cause.Key, NoticeState> merged = new HashMap<>(fresh);
    stored.keySet().stream().filter(key -> !known.containsKey(key)).forEach(merged::remove);
    known.forEach(
        (key, state) -> {
          if (!Objects.equals(state, stored.get(key))) {
            merged.put(key, state);
          }
        });
    known = merged;
    stored = fresh;
    merged.values().stream()
        .map(NoticeState::toldAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .ifPresent(last -> notBefore = last.plus(settings.after()));
    leads = true;
  }

  private void tell(DueNotices due, Instant now) {
    boolean delivered =
        announcer.send(words.of(due, now)).stream().anyMatch(Announcer.Sent::delivered);
    if (delivered) {
      due.told(known, now);
      notBefore = now.plus(settings.after());
      pause = FIRST_RETRY;
    } else {
      notBefore = now.plus(pause);
      pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
    }
  }

  private void save() {
    for (NoticeState state : known.values()) {
      if (!state.equals(stored.get(state.key()))) {
        log.save(state);
        stored.put(state.key(), state);
      }
    }
    for (Cause.Key key : List.copyOf(stored.keySet())) {
      if (!known.containsKey(key)) {
        log.remove(key);
        stored.remove(key);
      }
    }
  }

  private void show() {
    told =
        known.values().stream()
            .filter(state -> state.toldAt() != null)
            .sorted(Comparator.comparing(NoticeState::since))
            .map(
                state ->
                    new Told(
                        state.key().kind().name().toLowerCase(java.util.Locale.ROOT),
                        state.key().destination(),
                        state.key().code(),
                        state.since(),
                        state.toldAt()))
            .toList();
  }

  /** Of what people have been told, as this node knows it. */
  public List<Told> told() {
    return told;
  }

  /** The channels that are set up, and what is known against them. */
  public List<Channel> channels() {
    return announcer.channels().stream()
        .map(
            channel -> {
              Optional<String> trouble = announcer.trouble(channel);
              return new Channel(channel.name(), trouble.isEmpty(), trouble.orElse(""));
            })
        .toList();
  }

  /** Sends a test by each channel, also in quiet hours. */
  public List<Channel> test() {
    return announcer.send(words.test(clock.instant())).stream()
        .map(sent -> new Channel(sent.channel(), sent.delivered(), sent.says()))
        .toList();
  }
}
