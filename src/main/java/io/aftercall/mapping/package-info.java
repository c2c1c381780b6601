/**
 * Turns the canonical call into a target record by rules that operators read and write. Pure: the
 * same call and the same file always give the same record.
 *
 * <p>For other packages: {@code Mappings} (all of them, checked), {@code Mapping} (apply and
 * trace), {@code MappingTestSuite} (the tests beside the files), {@code RouteJq} (the jq of route
 * files).
 */
package io.aftercall.mapping;
