/**
 * What HTTP systems' answers mean, and how a record is posted to one. Doors: {@link
 * aftercall.http.HttpRoom} (the beans behind the kamelet) and {@link aftercall.http.HttpFailures}.
 */
package aftercall.http;
