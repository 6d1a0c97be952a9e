/**
 * The config file as checked records: strict reading, every mistake with its place, all of a file
 * in one run. It knows no database: whether a table or column exists is for others to check.
 */
@NullMarked
package io.loomctl.config;

import org.jspecify.annotations.NullMarked;
