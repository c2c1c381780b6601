/**
 * What came in: append once, claim, close, find.
 *
 * <p>Doors: {@link aftercall.journal.Journal} takes an {@link aftercall.journal.Arrival} and gives
 * a {@link aftercall.journal.Receipt}, hands out {@link aftercall.journal.OpenEvent}s and takes
 * them back as {@link aftercall.journal.Closed}; {@link aftercall.journal.EventList} shows {@link
 * aftercall.journal.EventRow}s to people and lets them reopen what they chose by an {@link
 * aftercall.journal.EventFilter}; {@link aftercall.journal.EventRemoval} takes events out for good
 * and {@link aftercall.journal.Erased} knows who must not come back; {@link
 * aftercall.journal.Resealing} changes the key of the bodies.
 */
package aftercall.journal;
