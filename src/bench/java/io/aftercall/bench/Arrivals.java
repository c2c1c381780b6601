package io.aftercall.bench;

import io.aftercall.sandbox.Mail;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.salesforce.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the stand-ins got, in the order in which they got it, told in the sender's words. */
final class Arrivals {
  private final Map<String, BalanceCheck.Content> contents;
  private final List<Arrival> all = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int repeats;

  /**
   * One arrival.
   *
   * @param revision 0 where the destination does not show it
   * @param taken whether the stand-in said yes, and nothing happened to its answer
   */
  record Arrival(long callId, int revision, String destination, boolean taken) {}

  /**
   * @param contents the calls behind the event ids that destinations were given
   */
  static Arrivals at(Sandbox sandbox, Map<String, BalanceCheck.Content> contents) {
    Arrivals arrivals = new Arrivals(contents);
    sandbox.salesforce().writes().forEach(arrivals::write);
    sandbox.mail().mails().forEach(arrivals::mail);
    sandbox.http().posts().forEach(arrivals::post);
    return arrivals;
  }

  private Arrivals(Map<String, BalanceCheck.Content> contents) {
    this.contents = contents;
  }

  List<Arrival> all() {
    return all;
  }

  /** What cannot be told to belong to any call. */
  List<String> unknown() {
    return unknown;
  }

  /** How often the same thing came once more. */
  int repeats() {
    return repeats;
  }

  private void write(Write write) {
    if (write.object().equals("Lead")) {
      String call = write.values().path("Aftercall_Last_Call__c").asText();
      if (call.isEmpty()) {
        // The person a Task or an Event hangs on: nothing is told of a call by it.
        return;
      }
      boolean optOut = write.values().path("Aftercall_Do_Not_Call__c").asBoolean();
      record(call, optOut ? "do-not-call" : "salesforce-lead");
    } else {
      String key = write.key();
      int end = key.indexOf(':', key.indexOf(':') + 1);
      String call = end < 0 ? key : key.substring(0, end);
      record(call, end < 0 ? "call-log" : key.substring(end + 1));
    }
  }

  private void record(String call, String destination) {
    if (call.matches("famulor:\\d+")) {
      long id = Long.parseLong(call.substring(call.indexOf(':') + 1));
      add(new Arrival(id, 0, destination, true), destination + " " + call);
    } else {
      unknown.add("a record for \"" + call + "\"");
    }
  }

  /** The Message-ID begins with the delivery id. */
  private void mail(Mail mail) {
    delivery(mail.messageId().replaceAll("^<|@.*$", ""), true);
  }

  private void post(Post post) {
    delivery(post.header("Idempotency-Key"), post.answered() == 200);
  }

  /** Delivery ids are {@code <event>.<destination>.<ordinal>}. */
  private void delivery(String id, boolean taken) {
    String[] parts = id.split("\\.", -1);
    BalanceCheck.Content content = contents.get(parts[0]);
    if (content == null || parts.length != 3) {
      unknown.add("delivery " + id);
    } else {
      add(new Arrival(content.callId(), content.revision(), parts[1], taken), id);
    }
  }

  private void add(Arrival arrival, String key) {
    all.add(arrival);
    if (!seen.add(key)) {
      repeats++;
    }
  }
}
