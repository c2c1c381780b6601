/**
 * Says who a caller is: who must not be contacted (suppression), and wherever something would reach
 * them.
 *
 * <p>{@link io.aftercall.person.Suppressions} is what others use: it is written where a call is
 * routed and asked where a delivery is sent. Numbers and addresses are never kept here, only keyed
 * hashes of them.
 */
package io.aftercall.person;
