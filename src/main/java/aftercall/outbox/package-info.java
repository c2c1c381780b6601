/**
 * What must go out: add, claim, record, find.
 *
 * <p>Doors: {@link aftercall.outbox.Outbox} takes {@link aftercall.outbox.NewDelivery}s, hands out
 * {@link aftercall.outbox.Claimed} ones on a {@link aftercall.outbox.ClaimRequest} and takes them
 * back as {@link aftercall.outbox.Settled} with their {@link aftercall.outbox.Attempt} and what was
 * {@link aftercall.outbox.Written}; {@link aftercall.outbox.Pauses} holds the destinations that
 * take nothing now; {@link aftercall.outbox.DeliveryList} shows {@link
 * aftercall.outbox.DeliveryRow}s to people; {@link aftercall.outbox.Hands} lets them retry and
 * discard; {@link aftercall.outbox.DeliveryRemoval} takes out for good what was because of an
 * event.
 */
package aftercall.outbox;
