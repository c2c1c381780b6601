package io.aftercall.mapping;

/**
 * The parts of a name as a CRM keeps them; a part that is not there is an empty text.
 *
 * @param salutation Salesforce's words: Mr. Ms. Mrs. Mx. Dr. Prof.
 * @param title academic: {@code Prof. Dr. med.}
 * @param last with particles and nobility, which belong to the surname in German law
 * @param company set when the text names a company, beside or instead of a person
 */
record PersonName(String salutation, String title, String first, String last, String company) {}
