/**
 * Reads every shape a sender uses into the one canonical call, purely: bytes in, values out, no
 * time of its own, no I/O.
 *
 * <p>Doors: {@link aftercall.call.Envelope} (what is this, and which call), {@link
 * aftercall.call.CallReader} (the whole call), {@link aftercall.call.SenderRules} (what to know
 * about a sender), {@link aftercall.call.Phones} and {@link aftercall.call.Said} (cleaning of
 * numbers and of what was said), {@link aftercall.call.FieldClass}, {@link aftercall.call.Veil} and
 * {@link aftercall.call.Conversation} (what of a call is whose to see).
 */
package aftercall.call;
