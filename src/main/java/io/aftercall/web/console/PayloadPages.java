package io.aftercall.web.console;

import io.aftercall.journal.EventBody;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a sender really sent, for whoever may see people. */
@ConsolePage
class PayloadPages {
  private final EventQueries events;
  private final Journal journal;
  private final ViewPermissions viewPermissions;

  PayloadPages(EventQueries events, Journal journal, ViewPermissions viewPermissions) {
    this.events = events;
    this.journal = journal;
    this.viewPermissions = viewPermissions;
  }

  @GetMapping("/console/call/payload")
  String show(@RequestParam String event, Model model) {
    EventRow row = found(event);
    model.addAttribute("event", row);
    model.addAttribute("payload", PayloadView.of(body(event), row.reason()));
    return "console/payload";
  }

  @GetMapping("/console/call/payload/file")
  ResponseEntity<byte[]> file(@RequestParam String event) {
    String name = found(event).id() + ".txt";
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(body(event));
  }

  private EventRow found(String id) {
    viewPermissions.requirePeopleAccess();
    return events.get(id).orElseThrow(() -> new NotFoundException("There is no event " + id));
  }

  private byte[] body(String id) {
    List<EventBody> bodies = journal.bodies(List.of(id));
    if (bodies.isEmpty()) {
      throw new NotFoundException("The payload of this event was erased, or cannot be decrypted");
    }
    return bodies.get(0).body();
  }
}
