/**
 * Claims what is due, asks a route to send it, records the outcome; retries, pauses, order.
 *
 * <p>Doors: {@link aftercall.delivery.DeliveryWorker} (one round of one destination), {@link
 * aftercall.delivery.Shipment} and {@link aftercall.delivery.Outcome} (what a route settles),
 * {@link aftercall.delivery.FailureReader} (what a protocol's exception means).
 */
package aftercall.delivery;
