package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.Json;
import io.loomctl.snapshot.LoadScript;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a table's rows are written as INSERT statements where the snapshot has one COPY: a comment
 * that counts them, and the statements.
 *
 * <p>A COPY is one statement, which several INSERTs are not, and foreign keys are checked when a
 * statement ends. So the rows of a table that references itself go through a temporary table here,
 * also where those of a COPY need not.
 *
 * @param types of the values of a row
 * @param copy what stands before the rows in the snapshot
 * @param before what stands before the comment instead
 * @param after what stands after the rows
 */
record InsertsBlock(
    TableHeader table, List<String> types, String copy, String before, Sql insert, String after) {

  static InsertsBlock of(LoadScript script, TableHeader table) {
    TableName name = table.name();
    boolean kept =
        !script.isStaged(table)
            && table.references().stream().anyMatch(reference -> reference.parent().equals(name));
    return new InsertsBlock(
        table,
        script.types(table),
        script.copy(table).text() + ";\n",
        kept ? script.createStaging(table).text() + ";\n" : "",
        script.insertValues(table, kept || script.isStaged(table)),
        kept ? script.insertStaged(table).text() + ";\n" : "");
  }

  int copyBytes() {
    return copy.getBytes(StandardCharsets.UTF_8).length;
  }

  InsertRows rows() {
    return new InsertRows(insert, types);
  }

  /** What the comment begins with that counts the rows. */
  String comment() {
    return "-- " + Json.line(Json.MAPPER.getNodeFactory().textNode(table.name().toString())) + ": ";
  }

  String comment(long rows) {
    return comment() + rows + (rows == 1 ? " row\n" : " rows\n");
  }
}
