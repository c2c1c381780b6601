package io.aftercall.destination.http;

import io.aftercall.destination.DeliveryItem;
import java.net.URI;

/**
 * One record on its way to one address.
 *
 * @param signature null when the system is not signed for
 */
public record JsonPost(DeliveryItem item, URI address, byte[] body, WebhookSignature signature) {

  /** Whether it is still to be sent. Public for the kamelet's filter. */
  public boolean isOpen() {
    return item.tryStartSend();
  }
}
