/**
 * Keeps every set of rules that served, and tells one from another.
 *
 * <p>Doors: {@link aftercall.versions.Versions} keeps and finds {@link aftercall.config.Workspace}s
 * by their hash, {@link aftercall.versions.Servings} tells which served when, {@link
 * aftercall.versions.Differences} is what two of them differ in. Settings are not kept: they are a
 * node's own.
 */
package aftercall.versions;
