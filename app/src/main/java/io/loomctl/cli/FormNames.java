package io.loomctl.cli;

import io.loomctl.format.Form;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The forms as they are written on the command line. */
final class FormNames implements ITypeConverter<Form>, Iterable<String> {

  private static String name(Form form) {
    return form.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Form convert(String text) {
    return Stream.of(Form.values())
        .filter(form -> name(form).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of "
                        + List.of(Form.values()).stream().map(FormNames::name).toList()
                        + " but was '"
                        + text
                        + "'"));
  }

  @Override
  public Iterator<String> iterator() {
    return Stream.of(Form.values()).map(FormNames::name).iterator();
  }
}
