package io.loomctl.cli;

/** Text in an HTML page. */
final class Html {

  private Html() {}

  /** Nothing in the text is markup afterwards, in an element or in a quoted attribute. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String span(String kind, String text) {
    return "<span class=\"" + kind + "\">" + text(text) + "</span>";
  }
}
