package io.loomctl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Text in an HTML page, and what all pages begin with. */
final class Html {

  /** A page loads nothing, whatever a value might ever make of it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

  private Html() {}

  /** Nothing in the text is markup afterwards, as the content of an element; not in attributes. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String span(String kind, String text) {
    return "<span class=\"" + kind + "\">" + text(text) + "</span>";
  }

  /**
   * Everything up to the body.
   *
   * @param title not yet as HTML
   * @param style the resource with what this page adds to the look that all have
   */
  static String head(String title, String style) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + POLICY
        + "\">\n<title>"
        + text(title)
        + "</title>\n<style>\n"
        + resource("page.css")
        + resource(style)
        + "</style>\n</head>\n";
  }

  /** One script of one or more resources. */
  static String script(String... names) {
    StringBuilder script = new StringBuilder("<script>\n");
    for (String name : names) {
      script.append(resource(name));
    }
    return script.append("</script>\n").toString();
  }

  private static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
