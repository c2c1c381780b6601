/**
 * Who gets in, and as what: the users and their passwords, the tokens, the roles.
 *
 * <p>Doors: {@link aftercall.access.Users}, {@link aftercall.access.Tokens}, {@link
 * aftercall.access.Role}, {@link aftercall.access.CompanyLogin}, {@link aftercall.access.Problems}.
 */
package aftercall.access;
