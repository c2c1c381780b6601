package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.bulk.AuditLog;
import io.aftercall.privacy.DataSubject;
import io.aftercall.privacy.ErasureCertificate;
import io.aftercall.privacy.ErasureCertificates;
import io.aftercall.privacy.Reencryption;
import io.aftercall.privacy.SubjectExport;
import io.aftercall.store.DecryptionException;
import io.aftercall.store.Store;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.Erasures;
import io.aftercall.web.console.ListQueryParser;
import io.aftercall.web.console.NotFoundException;
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
public class PrivacyApi {
  private static final int MOST = 1_000;
  private static final int PAGE = 200;

  private final ListQueryParser listQueryParser;
  private final Erasures erasures;
  private final ErasureCertificates erasureCertificates;
  private final SubjectExport file;
  private final Keys keys;

  /** The bodies and their keys. */
  public record Keys(Store store, Reencryption resealing, AuditLog actions, InstantSource clock) {}

  PrivacyApi(
      ListQueryParser listQueryParser,
      Erasures erasures,
      ErasureCertificates erasureCertificates,
      SubjectExport file,
      Keys keys) {
    this.listQueryParser = listQueryParser;
    this.erasures = erasures;
    this.erasureCertificates = erasureCertificates;
    this.file = file;
    this.keys = keys;
  }

  /**
   * @param count kind to how many there are, or were
   * @param done false after a dry run
   * @param certificate null after a dry run
   */
  record Result(Map<String, Long> count, boolean done, CertificateJson certificate) {}

  /** See {@link ErasureCertificate}. */
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
      boolean complete,
      Instant bytesGoneAt) {
    static CertificateJson of(ErasureCertificate one) {
      return new CertificateJson(
          one.id(),
          one.at(),
          one.who(),
          one.why(),
          one.what(),
          one.rows(),
          one.delivered(),
          one.underWay(),
          one.complete(),
          one.goneAt());
    }
  }

  record All(List<CertificateJson> certificates) {}

  /**
   * @param key the current one
   * @param all bodies there are
   * @param seen of this page
   * @param encrypted of this page, those that had another key or none
   * @param next to be given as {@code after}; null when the last one was seen
   * @param done whether no body is left that has another key or none
   */
  record KeysRotated(String key, long all, int seen, int sealed, String next, boolean done) {}

  @PostMapping("/erasures")
  Result erase(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    DataSubject dataSubject = listQueryParser.subject(request.getParameterMap());
    ActionBody actionBody = ActionBody.of(body, !ActionBody.of(body, false).dryRun());
    Map<String, Long> count = erasures.count(dataSubject);
    return actionBody.dryRun()
        ? new Result(count, false, null)
        : new Result(
            count,
            true,
            CertificateJson.of(erasures.erase(dataSubject, who.getName(), actionBody.why())));
  }

  @GetMapping("/erasures")
  All certificates() {
    return new All(erasureCertificates.latest(MOST).stream().map(CertificateJson::of).toList());
  }

  @GetMapping("/erasures/{id}")
  CertificateJson certificate(@PathVariable String id) {
    return erasureCertificates
        .get(id)
        .map(CertificateJson::of)
        .orElseThrow(() -> new NotFoundException("there is no certificate with this id"));
  }

  @GetMapping("/export")
  void export(HttpServletRequest request, HttpServletResponse response, Principal who)
      throws IOException {
    DataSubject dataSubject = listQueryParser.subject(request.getParameterMap());
    erasures.giveOut(dataSubject, who.getName());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    file.write(dataSubject, keys.clock().instant(), response.getOutputStream());
  }

  /** One page, so that whoever asks for the next one sets the pace and may stop at any time. */
  @PostMapping("/rotate-keys")
  KeysRotated rotateKeys(@RequestParam(defaultValue = "") String after, Principal who) {
    String key =
        keys.store()
            .bodyEncryption()
            .current()
            .orElseThrow(
                () ->
                    new BadRequestException(
                        "no key is set; set AFTERCALL_PRIVACY_KEYS and start the service again"));
    if (after.isEmpty()) {
      keys.actions().record(who.getName(), "rotate-keys", "to the key " + key, null);
    }
    try {
      Reencryption.Page page = keys.resealing().step(after, PAGE);
      boolean done = page.next() == null && keys.resealing().retire();
      long all = after.isEmpty() || page.next() == null ? keys.resealing().all() : 0;
      return new KeysRotated(key, all, page.seen(), page.sealed(), page.next(), done);
    } catch (DecryptionException e) {
      throw new BadRequestException(e.getMessage() + "; nothing of this page was changed");
    }
  }
}
