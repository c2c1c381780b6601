package io.aftercall.sandbox;

import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import io.aftercall.sandbox.web.LoopbackServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An HTTP system on 127.0.0.1 that keeps every request and answers {@code 200 ok} until told
 * otherwise.
 */
public final class HttpSink implements AutoCloseable {
  private final List<Post> posts = new ArrayList<>();
  private final Map<String, Deque<Answer>> next = new HashMap<>();
  private final Map<String, Function<Ask, Answer>> rules = new HashMap<>();
  private final LoopbackServer server;
  private String secret;

  private HttpSink() {
    server = LoopbackServer.start(0, this::answer);
  }

  public static HttpSink start() {
    return new HttpSink();
  }

  /**
   * @param path with its leading slash
   */
  public String url(String path) {
    return server.url() + path;
  }

  /**
   * Checks Standard Webhooks signatures from now on and notes the verdict; answers stay the same.
   *
   * @param whsec {@code whsec_} and Base64
   */
  public synchronized HttpSink verifying(String whsec) {
    secret = whsec;
    return this;
  }

  /** Answers the next requests to this path, one after the other; then the path's rule again. */
  public synchronized HttpSink answerNext(String path, Answer... answers) {
    next.computeIfAbsent(path, same -> new ArrayDeque<>()).addAll(List.of(answers));
    return this;
  }

  /** Answers every request to this path from now on. */
  public synchronized HttpSink answering(String path, Function<Ask, Answer> rule) {
    rules.put(path, rule);
    return this;
  }

  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  public List<Post> posts(String path) {
    return posts().stream().filter(post -> post.path().equals(path)).toList();
  }

  /** How often each value of a header came: more than once is a repeat of the same delivery. */
  public Map<String, Integer> countBy(String header) {
    Map<String, Integer> counts = new TreeMap<>();
    posts().forEach(post -> counts.merge(post.header(header), 1, Integer::sum));
    return counts;
  }

  /** Waits until so many have arrived or the time is over, and gives what is there. */
  public synchronized List<Post> await(int count, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (posts.size() < count && System.nanoTime() < end) {
      wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
    return List.copyOf(posts);
  }

  public synchronized void clear() {
    posts.clear();
    next.clear();
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Answer answer(Ask ask) {
    Deque<Answer> scripted = next.getOrDefault(ask.path(), new ArrayDeque<>());
    Answer answer =
        scripted.isEmpty()
            ? rules.getOrDefault(ask.path(), any -> Answer.text(200, "ok")).apply(ask)
            : scripted.poll();
    Post.Signature signature = secret == null ? Post.Signature.NONE : Post.verified(ask, secret);
    posts.add(new Post(Instant.now(), ask, signature, answer.status()));
    notifyAll();
    return answer;
  }
}
