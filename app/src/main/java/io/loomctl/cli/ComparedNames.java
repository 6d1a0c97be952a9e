package io.loomctl.cli;

/**
 * What was compared, as the user knows it.
 *
 * @param from a version such as {@code v2}, {@code live}, or the path of a file
 */
record ComparedNames(String scenario, String from, String to) {}
