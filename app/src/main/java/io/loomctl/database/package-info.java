/**
 * Connections, sessions, transactions, COPY and the embedded server. The only user of HikariCP,
 * pgjdbc and the embedded binaries; it knows statements but not what they are for.
 */
@NullMarked
package io.loomctl.database;

import org.jspecify.annotations.NullMarked;
