/**
 * Statement text: the only place where identifiers and literals are quoted and fragments are put
 * together. Pure; knows no connection, no catalog and no table.
 */
@NullMarked
package io.loomctl.sql;

import org.jspecify.annotations.NullMarked;
