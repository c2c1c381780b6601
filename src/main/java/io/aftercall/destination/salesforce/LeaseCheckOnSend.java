package io.aftercall.destination.salesforce;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.support.SynchronizationAdapter;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * Looks at the leases once more when an upsert really leaves: it may have waited for a login or a
 * connection, and Camel sends it again by itself after a fresh login, however late that is.
 */
final class LeaseCheckOnSend implements Request.BeginListener {
  /** Of all that an exchange holds, only headers named like this one get to the request. */
  static final String TICKET = "x-sfdc-aftercall";

  private final Map<String, OutgoingRequests> announced = new ConcurrentHashMap<>();

  /** The ticket of its requests is the id of the exchange. */
  void register(Exchange exchange, OutgoingRequests requests) {
    announced.put(exchange.getExchangeId(), requests);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                announced.remove(done.getExchangeId());
              }
            });
  }

  @Override
  public void onBegin(Request request) {
    HttpConversation conversation = ((HttpRequest) request).getConversation();
    String ticket = request.getHeaders().get(TICKET);
    if (ticket != null) {
      request.headers(headers -> headers.remove(TICKET));
      // A repeat is another request of the same conversation.
      conversation.setAttribute(TICKET, announced.get(ticket));
    }
    if (conversation.getAttribute(TICKET) instanceof OutgoingRequests requests) {
      request.onResponseHeaders(
          response -> {
            requests.waitWished(response.getHeaders().get("Retry-After"));
            requests.answeredBy(response.getHeaders().contains(ApiQuota.HEADER));
          });
      if (!request.getMethod().equals("PATCH") || requests.tryStartSend()) {
        return;
      }
      request.abort(new SalesforceException("The loan ended before the request left", 0));
    }
  }
}
