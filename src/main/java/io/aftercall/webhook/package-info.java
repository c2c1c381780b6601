/**
 * Accepts, authenticates, bounds and acknowledges webhook requests: a request is answered 202 only
 * after its bytes are committed.
 *
 * <p>For other packages: {@code WebhookIntake} takes one {@code WebhookRequest} and completes one
 * {@code WebhookResponse}.
 */
package io.aftercall.webhook;
