package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // said | salutation | title | first | last | company
        "Max Mustermann | '' | '' | Max | Mustermann | ''",
        "Mustermann, Max | '' | '' | Max | Mustermann | ''",
        "Mustermann | '' | '' | '' | Mustermann | ''",
        "Herr Müller | Mr. | '' | '' | Müller | ''",
        "Hr. Müller | Mr. | '' | '' | Müller | ''",
        "Frau Schmidt | Ms. | '' | '' | Schmidt | ''",
        "Frau Erika Mustermann | Ms. | '' | Erika | Mustermann | ''",
        "Divers Kim Beispiel | Mx. | '' | Kim | Beispiel | ''",
        "Mrs. Jane Doe | Mrs. | '' | Jane | Doe | ''",
        "Mr John Doe Jr. | Mr. | '' | John | Doe Jr. | ''",
        "Dr. Anna Weber | Dr. | Dr. | Anna | Weber | ''",
        "Dr.Anna Weber | Dr. | Dr. | Anna | Weber | ''",
        "Prof. Dr. Hans Meier | Prof. | Prof. Dr. | Hans | Meier | ''",
        "Herr Dr. med. Peter Klein | Mr. | Dr. med. | Peter | Klein | ''",
        "Frau Dr. rer. nat. Eva Groß | Ms. | Dr. rer. nat. | Eva | Groß | ''",
        "Prof. Dr. Anna-Lena von der Heide | Prof. | Prof. Dr. | Anna-Lena | von der Heide | ''",
        "Frau Prof. Dr. Anna-Lena von der Heide | Ms. | Prof. Dr. | Anna-Lena | von der Heide | ''",
        "Dipl.-Ing. Karl Maier | '' | Dipl.-Ing. | Karl | Maier | ''",
        "Herr Dipl.-Kfm. Jens Otto | Mr. | Dipl.-Kfm. | Jens | Otto | ''",
        "Dr.-Ing. Ute Lang | Dr. | Dr.-Ing. | Ute | Lang | ''",
        "Max Mustermann MBA | '' | MBA | Max | Mustermann | ''",
        "Max Mustermann, MBA | '' | MBA | Max | Mustermann | ''",
        "Lisa Kurz M.Sc. | '' | M.Sc. | Lisa | Kurz | ''",
        "Max von Mustermann | '' | '' | Max | von Mustermann | ''",
        "Ludwig van Beethoven | '' | '' | Ludwig | van Beethoven | ''",
        "Karl-Theodor Freiherr zu Guttenberg | '' | '' | Karl-Theodor | Freiherr zu Guttenberg |"
            + " ''",
        "Marion Gräfin Dönhoff | '' | '' | Marion | Gräfin Dönhoff | ''",
        "Otto Graf Lambsdorff | '' | '' | Otto | Graf Lambsdorff | ''",
        "Steffi Graf | '' | '' | Steffi | Graf | ''",
        "Anna vom Stein zum Altenstein | '' | '' | Anna | vom Stein zum Altenstein | ''",
        "von der Heide | '' | '' | '' | von der Heide | ''",
        "Herr von Weizsäcker | Mr. | '' | '' | von Weizsäcker | ''",
        "von der Heide, Anna-Lena | '' | '' | Anna-Lena | von der Heide | ''",
        "Heide, Anna-Lena von der | '' | '' | Anna-Lena | von der Heide | ''",
        "Mustermann, Dr. Max | Dr. | Dr. | Max | Mustermann | ''",
        "Robert De Niro | '' | '' | Robert | De Niro | ''",
        "Leonardo di Caprio | '' | '' | Leonardo | di Caprio | ''",
        "Anna Müller-Lüdenscheidt | '' | '' | Anna | Müller-Lüdenscheidt | ''",
        "Anna Müller - Lüdenscheidt | '' | '' | Anna | Müller-Lüdenscheidt | ''",
        "Johann Sebastian Bach | '' | '' | Johann Sebastian | Bach | ''",
        "Le Nguyen | '' | '' | Le | Nguyen | ''",
        "Familie Huber | '' | '' | '' | Huber | ''",
        "Herr und Frau Huber | '' | '' | '' | Huber | ''",
        "'  Max   Mustermann ' | '' | '' | Max | Mustermann | ''",
        "محمد علي | '' | '' | محمد | علي | ''",
        "Beispiel GmbH | '' | '' | '' | '' | Beispiel GmbH",
        "Firma Beispiel GmbH & Co. KG | '' | '' | '' | '' | Beispiel GmbH & Co. KG",
        "Bäckerei Huber e.K. | '' | '' | '' | '' | Bäckerei Huber e.K.",
        "Siemens AG | '' | '' | '' | '' | Siemens AG",
        "SAP SE | '' | '' | '' | '' | SAP SE",
        "Muster UG (haftungsbeschränkt) | '' | '' | '' | '' | Muster UG (haftungsbeschränkt)",
        "Acme Inc. | '' | '' | '' | '' | Acme Inc.",
        "Müller & Söhne OHG | '' | '' | '' | '' | Müller & Söhne OHG",
        "Max Mustermann (Beispiel GmbH) | '' | '' | Max | Mustermann | Beispiel GmbH",
        "Max Mustermann, Beispiel GmbH | '' | '' | Max | Mustermann | Beispiel GmbH",
        "Beispiel GmbH, Max Mustermann | '' | '' | Max | Mustermann | Beispiel GmbH",
        "Frau Erika Muster von der Firma Beispiel AG | Ms. | '' | Erika | Muster | Beispiel AG",
        "Herr Kim Sesam | Mr. | '' | Kim | Sesam | ''",
        "Herr | Mr. | '' | '' | '' | ''",
        "'' | '' | '' | '' | '' | ''"
      })
  void readsNames(
      String said, String salutation, String title, String first, String last, String company) {
    assertThat(PersonNameParser.read(said))
        .isEqualTo(new PersonName(salutation, title, first, last, company));
  }
}
