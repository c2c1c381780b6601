/**
 * Serves the webhook endpoint over HTTP on its own port, within limits of connections, time and
 * size.
 *
 * <p>For other packages: {@code WebhookServer} starts and stops it; {@code WebhookServerSettings}
 * configures it.
 */
package io.aftercall.webhook.server;
