package aftercall.console;

import aftercall.journal.Resealing;
import aftercall.orders.OperatorActions;
import aftercall.store.SealBroken;
import aftercall.store.Store;
import aftercall.upkeep.Certificate;
import aftercall.upkeep.Certificates;
import aftercall.upkeep.PersonFile;
import aftercall.upkeep.Subject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person may ask of us: everything that is held, and that it is erased; and the keys. */
@RestController
@RequestMapping("/api/v1")
class PrivacyApi {
  private static final int MOST = 1_000;
  private static final int PAGE = 200;

  private final Selections selections;
  private final Erasures erasures;
  private final Certificates certificates;
  private final PersonFile file;
  private final Keys keys;

  /** The bodies and their keys. */
  record Keys(Store store, Resealing resealing, OperatorActions actions, InstantSource clock) {}

  PrivacyApi(
      Selections selections,
      Erasures erasures,
      Certificates certificates,
      PersonFile file,
      Keys keys) {
    this.selections = selections;
    this.erasures = erasures;
    this.certificates = certificates;
    this.file = file;
    this.keys = keys;
  }

  /**
   * @param count kind to how many there are, or were
   * @param done false after a dry run
   * @param certificate null after a dry run
   */
  record Result(Map<String, Long> count, boolean done, CertificateJson certificate) {}

  /** See {@link Certificate}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record CertificateJson(
      String id,
      Instant at,
      String who,
      String why,
      String what,
      Map<String, Integer> rows,
      Map<String, Integer> delivered,
      int underWay,
      boolean complete) {
    static CertificateJson of(Certificate one) {
      return new CertificateJson(
          one.id(),
          one.at(),
          one.who(),
          one.why(),
          one.what(),
          one.rows(),
          one.delivered(),
          one.underWay(),
          one.complete());
    }
  }

  record All(List<CertificateJson> certificates) {}

  /**
   * @param key the current one
   * @param all bodies there are
   * @param seen of this page
   * @param sealed of this page, those that had another key or none
   * @param next to be given as {@code after}; null when the last one was seen
   * @param done whether no body is left that has another key or none
   */
  record Rekeyed(String key, long all, int seen, int sealed, String next, boolean done) {}

  @PostMapping("/erasures")
  Result erase(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    Subject subject = selections.subject(request.getParameterMap());
    Order order = Order.of(body, !Order.of(body, false).dryRun());
    Map<String, Long> count = erasures.count(subject);
    return order.dryRun()
        ? new Result(count, false, null)
        : new Result(
            count, true, CertificateJson.of(erasures.erase(subject, who.getName(), order.why())));
  }

  @GetMapping("/erasures")
  All certificates() {
    return new All(certificates.latest(MOST).stream().map(CertificateJson::of).toList());
  }

  @GetMapping("/erasures/{id}")
  CertificateJson certificate(@PathVariable String id) {
    return certificates
        .get(id)
        .map(CertificateJson::of)
        .orElseThrow(() -> new NotThere("there is no certificate with this id"));
  }

  @GetMapping("/export")
  void export(HttpServletRequest request, HttpServletResponse response, Principal who)
      throws IOException {
    Subject subject = selections.subject(request.getParameterMap());
    erasures.giveOut(subject, who.getName());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    file.write(subject, keys.clock().instant(), response.getOutputStream());
  }

  /** One page, so that whoever asks for the next one sets the pace and may stop at any time. */
  @PostMapping("/rekey")
  Rekeyed rekey(@RequestParam(defaultValue = "") String after, Principal who) {
    String key =
        keys.store()
            .seals()
            .current()
            .orElseThrow(
                () ->
                    new BadParameter(
                        "no key is set; set AFTERCALL_PRIVACY_KEYS and start the service again"));
    if (after.isEmpty()) {
      keys.actions().keep(who.getName(), "rekey", "to the key " + key, null);
    }
    try {
      Resealing.Page page = keys.resealing().step(after, PAGE);
      boolean done = page.next() == null && keys.resealing().retire();
      long all = after.isEmpty() || page.next() == null ? keys.resealing().all() : 0;
      return new Rekeyed(key, all, page.seen(), page.sealed(), page.next(), done);
    } catch (SealBroken e) {
      throw new BadParameter(e.getMessage() + "; nothing of this page was changed");
    }
  }
}
