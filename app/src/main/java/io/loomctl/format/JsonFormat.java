package io.loomctl.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotAssembly;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotFormat;
import io.loomctl.snapshot.TableHeader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot as one JSON document, see {@code app/docs/snapshot-formats.md}. */
public final class JsonFormat implements SnapshotFormat {

  /** How many objects and arrays a row is in: document, tables, group, table. */
  private static final int ROW_DEPTH = 4;

  private final TableGroups groups;
  private final JsonLayout layout;

  /**
   * JSON with tables in groups; reading takes any.
   *
   * @param groups those of the config, in its order
   * @param pretty whether a row takes a line for each of its values, instead of one for all
   */
  public JsonFormat(Map<String, List<TableName>> groups, boolean pretty) {
    this.groups = new TableGroups(groups);
    this.layout = new JsonLayout(pretty);
  }

  @Override
  public void write(SnapshotFile snapshot, OutputStream stream) throws IOException {
    JsonMetadata metadata =
        new JsonMetadata(
            snapshot.header(), SnapshotBody.open(snapshot).statements(), snapshot.trailer());
    JsonStream out = new JsonStream(stream);
    out.json("{" + layout.line(1) + layout.name(JsonReader.METADATA));
    out.json(layout.tree(metadata.json(), 1));
    out.json("," + layout.line(1) + layout.name(JsonReader.TABLES) + "{");
    String separator = "";
    for (Map.Entry<String, List<TableHeader>> group :
        groups.of(JsonTables.of(snapshot.header())).entrySet()) {
      out.json(separator + layout.line(2) + layout.name(group.getKey()) + "{");
      write(snapshot, group.getValue(), out);
      out.json(layout.line(2) + "}");
      separator = ",";
    }
    out.json((separator.isEmpty() ? "" : layout.line(1)) + "}" + layout.line(0) + "}\n");
    out.flush();
  }

  private void write(SnapshotFile snapshot, List<TableHeader> tables, JsonStream out)
      throws IOException {
    String separator = "";
    for (TableHeader table : tables) {
      out.json(separator + layout.line(3) + layout.name(table.name().toString()) + "[");
      boolean empty = snapshot.trailer().block(table.name()).rows() == 0;
      if (!empty) {
        out.json(layout.line(ROW_DEPTH));
      }
      new JsonRowWriter(snapshot, table, out, layout, ROW_DEPTH).write();
      out.json((empty ? "" : layout.line(3)) + "]");
      separator = ",";
    }
  }

  @Override
  public Map<TableName, Origin.Lines> read(InputStream in, OutputStream sql, Path scratch)
      throws IOException, MalformedException {
    try (JsonReader reader = new JsonReader(in)) {
      JsonMetadata metadata = reader.metadata();
      try (SnapshotAssembly assembly =
          new SnapshotAssembly(
              metadata.header(), metadata.statements(), metadata.trailer(), scratch)) {
        Map<TableName, Origin.Lines> lines = reader.tables(assembly);
        assembly.finish(sql);
        return lines;
      }
    } catch (JsonEOFException e) {
      throw new MalformedException("the file is cut off");
    } catch (StreamConstraintsException e) {
      throw new MalformedException(
          "something is longer or nested more deeply than loomctl writes it");
    } catch (JsonProcessingException e) {
      throw new MalformedException(place(e.getLocation()) + "this is no JSON");
    } catch (CharacterCodingException | CharConversionException e) {
      throw new MalformedException("there is text that is no Unicode");
    }
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }
}
