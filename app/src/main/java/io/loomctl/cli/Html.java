package io.loomctl.cli;

/** Text in an HTML page. */
final class Html {

  private Html() {}

  /** Nothing in the text is markup afterwards, as the content of an element; not in attributes. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String span(String kind, String text) {
    return "<span class=\"" + kind + "\">" + text(text) + "</span>";
  }
}
