package io.aftercall.cli;

import io.aftercall.mapping.TestResult;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as the XML of JUnit, which CI servers show: one suite per mapping or route. */
final class JunitXml {
  private JunitXml() {}

  static String of(List<TestResult> results) {
    Map<String, List<TestResult>> suites =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    TestResult::mapping, LinkedHashMap::new, Collectors.toList()));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<TestResult>> suite : suites.entrySet()) {
        suite(xml, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, String name, List<TestResult> results)
      throws XMLStreamException {
    long failures = results.stream().filter(result -> !result.passed()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", String.valueOf(results.size()));
    xml.writeAttribute("failures", String.valueOf(failures));
    for (TestResult result : results) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", name);
      xml.writeAttribute("name", legal(result.test()));
      if (!result.passed()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", result.differences().size() + " differences");
        xml.writeCharacters(
            legal(
                result.differences().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"))));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** XML 1.0 has no place for most control signs, not even escaped. */
  private static String legal(String text) {
    return text.codePoints()
        .map(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF || c == '\n' || c == '\t' ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
