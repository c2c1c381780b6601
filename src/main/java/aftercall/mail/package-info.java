/**
 * What mail servers' answers mean, and how a record becomes a letter. Doors: {@link
 * aftercall.mail.MailRoom} (the beans behind the kamelet), {@link aftercall.mail.MailFailures},
 * {@link aftercall.mail.MailSettings} and {@link aftercall.mail.MailTemplates}.
 */
package aftercall.mail;
