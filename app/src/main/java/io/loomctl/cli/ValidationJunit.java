package io.loomctl.cli;

import io.loomctl.config.Severity;
import io.loomctl.validation.Check;
import io.loomctl.validation.Check.Status;
import io.loomctl.validation.Family;
import io.loomctl.validation.Finding;
import io.loomctl.validation.Validation;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The result of {@code validate} as a JUnit report, which CI servers show: a suite a family, a case
 * a check. A family that did not run is skipped.
 *
 * @param strict whether warnings are failures; else they are output of a case that passed
 */
record ValidationJunit(boolean strict) {

  String document(Validation.Result result) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      open(xml, 0, "testsuites", "loomctl validate");
      counts(xml, result.checks());
      for (Family family : Family.values()) {
        suite(xml, family, of(family, result.checks()));
      }
      close(xml, 0);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text + "\n";
  }

  private static List<Check> of(Family family, List<Check> checks) {
    return checks.stream().filter(check -> check.family() == family).toList();
  }

  private void suite(XMLStreamWriter xml, Family family, List<Check> checks)
      throws XMLStreamException {
    if (checks.isEmpty()) {
      return;
    }
    open(xml, 1, "testsuite", family.toString());
    counts(xml, checks);
    long skipped = count(checks, check -> check.status() == Status.NOT_RUN);
    xml.writeAttribute("skipped", Long.toString(skipped));
    for (Check check : checks) {
      testcase(xml, check);
    }
    close(xml, 1);
  }

  private void testcase(XMLStreamWriter xml, Check check) throws XMLStreamException {
    boolean bare = check.status() == Status.PASS && check.changes().isEmpty();
    indent(xml, 2);
    if (bare) {
      xml.writeEmptyElement("testcase");
    } else {
      xml.writeStartElement("testcase");
    }
    xml.writeAttribute("name", clean(check.name()));
    xml.writeAttribute("classname", "loomctl." + check.family());
    if (!bare) {
      content(xml, check);
      close(xml, 2);
    }
  }

  private void counts(XMLStreamWriter xml, List<Check> checks) throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(checks.size()));
    xml.writeAttribute("failures", Long.toString(count(checks, this::fails)));
    xml.writeAttribute("errors", "0");
  }

  private static long count(List<Check> checks, Predicate<Check> which) {
    return checks.stream().filter(which).count();
  }

  private boolean fails(Check check) {
    return check.status() == Status.ERROR || (strict && check.status() == Status.WARNING);
  }

  private void content(XMLStreamWriter xml, Check check) throws XMLStreamException {
    if (check.notRun().isPresent()) {
      open(xml, 3, "skipped");
      xml.writeAttribute("message", clean(check.notRun().get().toString()));
      xml.writeEndElement();
    } else if (fails(check)) {
      Finding worst = worst(check);
      open(xml, 3, "failure");
      xml.writeAttribute("message", clean(FindingText.message(worst)));
      xml.writeAttribute("type", lower(worst.severity()));
      xml.writeCharacters(clean(text(check)));
      xml.writeEndElement();
    } else {
      open(xml, 3, "system-out");
      xml.writeCharacters(clean(text(check)));
      xml.writeEndElement();
    }
  }

  private static Finding worst(Check check) {
    return check.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .findFirst()
        .orElseGet(() -> check.findings().get(0));
  }

  private static String text(Check check) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : check.findings()) {
      lines.add(lower(finding.severity()) + ": " + FindingText.message(finding));
      FindingText.below(finding, 0).forEach(line -> lines.add("  " + line));
    }
    lines.addAll(check.changes());
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static void open(XMLStreamWriter xml, int depth, String element, String name)
      throws XMLStreamException {
    open(xml, depth, element);
    xml.writeAttribute("name", clean(name));
  }

  private static void open(XMLStreamWriter xml, int depth, String element)
      throws XMLStreamException {
    indent(xml, depth);
    xml.writeStartElement(element);
  }

  private static void close(XMLStreamWriter xml, int depth) throws XMLStreamException {
    indent(xml, depth);
    xml.writeEndElement();
  }

  private static void indent(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** Characters that XML 1.0 cannot hold, escaped or not, become U+FFFD. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isAllowed(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isAllowed(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
