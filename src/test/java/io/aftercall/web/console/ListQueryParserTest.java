package io.aftercall.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.bulk.BulkAction;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.store.TestClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** What may be asked for, and what is said when it may not. */
class ListQueryParserTest {
  @BeforeEach
  void asAnOperator() {
    come("ROLE_OPERATOR");
  }

  @AfterEach
  void leave() {
    SecurityContextHolder.clearContext();
  }

  private static void come(String authority) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                "somebody", null, AuthorityUtils.createAuthorityList(authority)));
  }

  @Test
  void aViewerLooksForNobody() {
    come("ROLE_VIEWER");
    Map<String, String[]> phone = Map.of("phone", new String[] {"+49 151 23456789"});
    assertThatThrownBy(() -> listQueryParser.events(phone))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> listQueryParser.deliveries(phone))
        .isInstanceOf(AccessDeniedException.class);
  }

  private static final Sources SOURCES =
      Sources.load(Workspace.read(Path.of(".")), name -> "set", new ArrayList<>());

  private final TestClock clock = new TestClock();
  private final ListQueryParser listQueryParser = new ListQueryParser(clock, () -> SOURCES);

  @ParameterizedTest
  @CsvSource({
    "30m, PT30M",
    "24h, PT24H",
    "7d, PT168H",
    "0m, PT0S",
  })
  void sinceCountsBackFromNow(String since, java.time.Duration back) {
    assertThat(listQueryParser.events(query("since=" + since)).events().since())
        .isEqualTo(clock.instant().minus(back));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T08:00:00Z, 2026-03-01T08:00:00Z",
    "2026-03-01T08:00:00%2B01:00, 2026-03-01T07:00:00Z",
  })
  void sinceIsATimeInAnyZone(String since, Instant time) {
    assertThat(listQueryParser.deliveries(query("since=" + since)).deliveries().since())
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "%2B4915123456789",
    "%2B49 1512 3456789",
    " 4915123456789",
    "004915123456789",
    "0151/23456789",
    "(0151) 2345-6789",
  })
  void everyNotationOfAPhoneIsTheSamePerson(String phone) {
    assertThat(listQueryParser.events(query("phone=" + phone)).events().personKey())
        .isEqualTo("+4915123456789");
  }

  @Test
  void everythingAskedForReachesTheFilters() {
    String asked = "source=famulor&call=480336&limit=7&before=X&reason=why&id=I";
    var events = listQueryParser.events(query(asked + "&state=held")).events();
    assertThat(events.state()).isEqualTo(EventState.HELD);
    assertThat(events.source()).isEqualTo("famulor");
    assertThat(events.callId()).isEqualTo("480336");
    assertThat(events.limit()).isEqualTo(7);
    assertThat(events.beforeId()).isEqualTo("X");
    assertThat(events.reason()).isEqualTo("why");
    assertThat(events.id()).isEqualTo("I");

    var deliveries =
        listQueryParser
            .deliveries(query(asked + "&state=failed&destination=crm-http"))
            .deliveries();
    assertThat(deliveries.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(deliveries.destination()).isEqualTo("crm-http");
    assertThat(deliveries.source()).isEqualTo("famulor");
    assertThat(deliveries.callId()).isEqualTo("480336");
    assertThat(deliveries.limit()).isEqualTo(7);
    assertThat(deliveries.beforeId()).isEqualTo("X");
    assertThat(deliveries.reason()).isEqualTo("why");
    assertThat(deliveries.id()).isEqualTo("I");
  }

  @Test
  void nothingAskedForIsTheNewestHundred() {
    var events = listQueryParser.events(query("state=&phone=")).events();
    assertThat(events.state()).isNull();
    assertThat(events.personKey()).isNull();
    assertThat(events.limit()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stat=held | there is no parameter stat; did you mean 'state'?",
        "object=Task | there is no parameter object",
        "state=failed | state must be one of received, routed, unrouted, held, quarantined, ignored, dismissed",
        "since=yesterday | 30m, 24h, 7d",
        "since=2026-03-01 | 30m, 24h, 7d",
        "since=-5m | 30m, 24h, 7d",
        "phone=Max | write it like +49 1512 3456789",
        "phone=110 | write it like +49 1512 3456789",
        "limit=0 | limit must be a number from 1 to 1000",
        "limit=1001 | limit must be a number from 1 to 1000",
        "limit=ten | limit must be a number from 1 to 1000",
        "call=1&call=2 | call is there more than once",
      })
  void whatIsWrongIsNamedWithWhatIsAllowed(String asked, String says) {
    assertThatThrownBy(() -> listQueryParser.events(query(asked)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RETRY | '' | or all=true for everything that is rejected or failed",
        "RETRY | state= | say which: state, source, destination",
        "DISCARD | '' | or all=true for everything that is pending or sending or rejected or failed",
        "REPLAY | '' | say which: state, source, since",
        "RETRY | state=delivered | state must be one of rejected, failed, discarded",
        "DISCARD | state=delivered | state must be one of pending, sending, rejected, failed",
        "REPLAY | state=received | state must be one of held, quarantined, unrouted, routed, ignored, dismissed",
        "REPLAY | destination=crm-http | there is no parameter destination",
        "RETRY | state=failed&limit=10 | there is no parameter limit",
        "RETRY | all=yes | all can only be true",
      })
  void whatIsDoneInBulkIsSaidExactly(BulkAction bulkAction, String asked, String says) {
    assertThatThrownBy(() -> listQueryParser.order(bulkAction, query(asked)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource({
    "RETRY, all=true, 'rejected,failed'",
    "RETRY, state=discarded, discarded",
    "DISCARD, destination=crm-http, 'pending,sending,rejected,failed'",
    "REPLAY, source=famulor, 'held,quarantined,unrouted'",
    "REPLAY, state=routed, routed",
  })
  void aBulkActionGoesForTheUsualStatesUnlessOneIsNamed(
      BulkAction bulkAction, String asked, String states) {
    assertThat(listQueryParser.order(bulkAction, query(asked)).states(bulkAction))
        .isEqualTo(List.of(states.split(",")));
  }

  @Test
  void nobodySaidWhyIsAReasonToo() {
    ListQuery listQuery = listQueryParser.order(BulkAction.RETRY, query("reason="));
    assertThat(listQuery.scope(BulkAction.RETRY).reason()).isEmpty();
  }

  private static Map<String, String[]> query(String text) {
    Map<String, String[]> query = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
      String name = pair.substring(0, pair.indexOf('='));
      String value = URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      query.merge(name, new String[] {value}, (a, b) -> new String[] {a[0], b[0]});
    }
    return query;
  }
}
