/**
 * The contract between the delivery worker and a protocol: the batch and its items, the outcome of
 * each, the permit to send, required settings and health checks.
 *
 * <p>For other packages: {@code DeliveryBatch}, {@code DeliveryItem}, {@code Outcome}, {@code
 * ExceptionClassifier}, {@code SendPermit}.
 */
package io.aftercall.destination;
