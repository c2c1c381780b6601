/**
 * Delivers records to HTTP systems, connects to allowed addresses only, and knows what HTTP answers
 * mean.
 *
 * <p>For other packages: {@code HttpConfiguration} holds the beans behind the kamelets.
 */
package io.aftercall.destination.http;
