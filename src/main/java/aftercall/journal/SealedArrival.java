package aftercall.journal;

import aftercall.store.Sealed;

/**
 * An arrival as it is going to lie in the database.
 *
 * @param print of its call, to know an erased one by
 */
record SealedArrival(Arrival arrival, Sealed body, String print) {}
