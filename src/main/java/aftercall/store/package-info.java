/**
 * The one database: pool, migrations, dialect, the grouped writer.
 *
 * <p>Doors: {@link aftercall.store.Store} opens it with {@link aftercall.store.StoreSettings};
 * {@link aftercall.store.Write}, {@link aftercall.store.BatchWrite} and {@link
 * aftercall.store.Lane} change it through a {@link aftercall.store.Tx}; {@link
 * aftercall.store.Read} and {@link aftercall.store.Query} ask it; {@link aftercall.store.Ulids}
 * names its rows; {@link aftercall.store.Changes} tells what people did to them; {@link
 * aftercall.store.Seals} keeps what must not lie open. It fails with {@link
 * aftercall.store.StoreUnavailable} (try again), {@link aftercall.store.NotDurable} (start-up) or
 * {@link aftercall.store.StatementFailed} (our bug).
 */
package aftercall.store;
