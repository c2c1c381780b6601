/**
 * The three Camel components {@code inbox:}, {@code outbox:} and {@code mapping:}, and the
 * lifecycle of the Camel context.
 *
 * <p>For other packages: {@code CamelLifecycle} starts and stops the routes; {@code
 * CamelConfiguration} holds the beans.
 */
package io.aftercall.camel;
