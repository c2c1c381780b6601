package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import io.aftercall.sandbox.web.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A Salesforce org on 127.0.0.1: logs in, checks, saves and refuses in the words of the real
 * service, and has the troubles of the real one when asked to by {@link #faults}. Everything it
 * holds can be looked at from any thread.
 */
public final class SalesforceStandIn implements AutoCloseable {
  private final Org org;
  private final Faults faults = new Faults();
  private final Calls calls = new Calls();
  private final Limits limits = new Limits(calls);
  private final Account account = Account.ofTheSandbox();
  private final InstantSource clock;
  private final Logins logins;
  private final Saves saves;
  private final RestApi api;
  private final LoopbackServer server;
  private volatile boolean gzip;

  private SalesforceStandIn(int port, InstantSource clock) {
    this.clock = clock;
    org = new Org(clock);
    logins = new Logins(clock, account);
    saves = new Saves(org, faults);
    api = new RestApi(org, saves, limits);
    server = LoopbackServer.start(port, this::answer);
  }

  /** On any free port. */
  public static SalesforceStandIn start() {
    return start(0, InstantSource.system());
  }

  public static SalesforceStandIn start(int port, InstantSource clock) {
    return new SalesforceStandIn(port, clock);
  }

  /** Login and instance address: {@code http://127.0.0.1:<port>}. */
  public String url() {
    return server.url();
  }

  /** What the client must log in with. */
  public Account account() {
    return account;
  }

  /** Accepts JWT bearer logins signed with the private part of this key. */
  public void acceptSignedBy(PublicKey key) {
    synchronized (org) {
      logins.accept(new Jwt(clock, account, key));
    }
  }

  public void expireSessions() {
    synchronized (org) {
      logins.expireAll();
    }
  }

  public Faults faults() {
    return faults;
  }

  public Calls calls() {
    return calls;
  }

  /** Calls a day; what goes beyond is refused with REQUEST_LIMIT_EXCEEDED. */
  public void dailyLimit(int allowed) {
    limits.daily(allowed);
  }

  /** Most records in one answer to a query; the real one makes it smaller where rows are long. */
  public void queryPage(int records) {
    synchronized (org) {
      api.queryPage(records);
    }
  }

  /** How far the index that searches read lags behind the records; not at all at the start. */
  public void searchLag(Duration behind) {
    synchronized (org) {
      api.searchLag(behind);
    }
  }

  /** The org has a list of countries and takes no other; it takes any at the start. */
  public void countries(String... known) {
    synchronized (org) {
      org.countries(Set.of(known));
    }
  }

  /** Whether answers are packed for clients that take it; off at the start. */
  public void gzip(boolean on) {
    gzip = on;
  }

  /** Whether a new Lead with a known phone or e-mail address is refused; off at the start. */
  public void duplicateRule(boolean on) {
    synchronized (org) {
      saves.duplicateRule(on);
    }
  }

  /**
   * Puts a record in place without any check and without counting a call.
   *
   * @return its id
   */
  public String given(String object, Map<String, ?> fields) {
    synchronized (org) {
      String id = org.insert(org.table(object), Json.from(fields), "");
      org.commit();
      return id;
    }
  }

  /** What a sales person does when a Lead becomes a customer. */
  public void convertLead(String leadId, String contactId) {
    synchronized (org) {
      Table leads = org.table("Lead");
      ObjectNode values =
          Json.object()
              .put("IsConverted", true)
              .put("Status", "Closed - Converted")
              .put("ConvertedContactId", contactId);
      org.update(leads, leads.row(leadId), values, "");
      org.commit();
    }
  }

  /** Two records of one person become one: the loser is deleted. */
  public void merge(String object, String loser, String winner) {
    synchronized (org) {
      Table table = org.table(object);
      org.merge(table, table.row(loser), winner);
      org.commit();
    }
  }

  /** Takes a field from the integration user's sight. */
  public void hide(String object, String field) {
    synchronized (org) {
      org.table(object).type().hide(field);
    }
  }

  /** An org in which nothing was ever written. */
  public void empty() {
    synchronized (org) {
      org.clear();
    }
  }

  /** What was done until now is no write any more. */
  public void forgetWrites() {
    synchronized (org) {
      org.writes().clear();
    }
  }

  public void delete(String object, String id) {
    synchronized (org) {
      Table table = org.table(object);
      org.delete(table, table.row(id));
      org.commit();
    }
  }

  /** What a sales person types into a record; null empties a field. */
  public void edited(String object, String id, Map<String, ?> fields) {
    synchronized (org) {
      Table table = org.table(object);
      org.update(table, table.row(id), Json.from(fields), "");
      org.commit();
    }
  }

  /** All records of an object, oldest first. */
  public List<Row> rows(String object) {
    synchronized (org) {
      return List.copyOf(org.table(object).rows());
    }
  }

  public int count(String object) {
    synchronized (org) {
      return org.table(object).rows().size();
    }
  }

  /** The record with this id of 15 or 18 characters, whatever its object. */
  public Optional<Row> byId(String id) {
    synchronized (org) {
      return Optional.ofNullable(org.row(id));
    }
  }

  /** The one record whose field has this value; two are an error of the test or the product. */
  public Optional<Row> row(String object, String field, String value) {
    List<Row> found = rows(object).stream().filter(row -> row.text(field).equals(value)).toList();
    if (found.size() > 1) {
      throw new IllegalStateException(
          "%d records of %s have this %s".formatted(found.size(), object, field));
    }
    return found.stream().findFirst();
  }

  /** How many records there are of each value of a field; records without one do not count. */
  public Map<String, Integer> countBy(String object, String field) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Row row : rows(object)) {
      if (!row.text(field).isEmpty()) {
        counts.merge(row.text(field), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Every committed change since the start, oldest first. */
  public List<Write> writes() {
    synchronized (org) {
      return List.copyOf(org.writes());
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(Ask ask) {
    if (ask.path().startsWith("/services/oauth2/")) {
      calls.countLogin();
      return faults.answer(ask, this::login);
    }
    if (ask.path().equals("/services/data") || ask.path().equals("/services/data/")) {
      return Json.answer(200, RestApi.versions());
    }
    calls.count(Call.kind(ask));
    Answer answer = faults.answer(ask, this::data);
    if (!answer.headers().getOrDefault("Content-Type", "").startsWith("text/html")) {
      // A page comes from something on the way.
      answer = answer.with("Sforce-Limit-Info", limits.usage());
    }
    return gzip && ask.header("Accept-Encoding").contains("gzip") ? packed(answer) : answer;
  }

  private static Answer packed(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Answer same = answer.with("Content-Encoding", "gzip");
    return new Answer(
        same.status(), same.headers(), bytes.toByteArray(), same.travel(), same.pause());
  }

  private Answer login(Ask ask) {
    synchronized (org) {
      return logins.answer(ask, url());
    }
  }

  private Answer data(Ask ask) {
    synchronized (org) {
      try {
        Call call = Call.of(ask);
        if (!logins.knows(ask)) {
          throw Refusal.of(SalesforceError.session());
        }
        if (limits.exceeded()) {
          throw Refusal.of(SalesforceError.requestLimit());
        }
        return api.answer(call);
      } catch (Refusal refusal) {
        return SalesforceError.answer(refusal.errors());
      } finally {
        org.commit();
      }
    }
  }
}
