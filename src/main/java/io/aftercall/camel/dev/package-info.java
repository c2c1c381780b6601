/**
 * Stand-ins of {@code inbox:}, {@code outbox:} and {@code mapping:} for a Camel without Aftercall:
 * editors and {@code camel run} open and start the routes, and nothing leaves.
 *
 * <p>Goes into {@code aftercall-<version>-camel.jar} and not into the product.
 */
package io.aftercall.camel.dev;
