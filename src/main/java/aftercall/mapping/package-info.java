/**
 * Canonical call in, target record out, by rules that operators read and write. Pure: the same call
 * and the same file always give the same record; no clock, no network, no environment.
 *
 * <p>Doors: {@link aftercall.mapping.Mappings} (all of them, checked), {@link
 * aftercall.mapping.Mapping} (apply and trace), {@link aftercall.mapping.MappingTests} (the tests
 * beside the files), {@link aftercall.mapping.GivenCall} (the call a test starts from), {@link
 * aftercall.mapping.RouteJq} (the jq of route files).
 */
package aftercall.mapping;
