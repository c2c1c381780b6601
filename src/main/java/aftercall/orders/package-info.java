/**
 * What people have done to many calls at once: counted first, then done piece by piece, as fast as
 * they said, until it is done or called off; and the book of everything people did.
 *
 * <p>Doors: {@link aftercall.orders.BulkOrders}, {@link aftercall.orders.OperatorActions}.
 */
package aftercall.orders;
