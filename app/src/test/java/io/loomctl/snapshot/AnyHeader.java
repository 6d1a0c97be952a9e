package io.loomctl.snapshot;

import io.loomctl.graph.AnyName;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random headers and trailers, full of names that try to leave their comment. */
final class AnyHeader {

  private AnyHeader() {}

  static Arbitrary<SnapshotHeader> headers() {
    Arbitrary<TreeMap<String, String>> parameters =
        Arbitraries.maps(AnyName.texts(), AnyName.texts()).ofMaxSize(2).map(TreeMap::new);
    Arbitrary<List<String>> names = AnyName.names().list().ofMaxSize(2);
    Arbitrary<SnapshotHeader> plain =
        Combinators.combine(
                Arbitraries.of("general", "one-project", "v2.1_B"),
                Arbitraries.integers().greaterOrEqual(0),
                Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                AnyName.texts().list().ofSize(5),
                parameters,
                names,
                names,
                Arbitraries.of(LoadScript.Layout.class))
            .as(
                (scenario, version, second, texts, params, only, exclude, layout) ->
                    new SnapshotHeader(
                        new ScenarioName(scenario),
                        version,
                        Instant.ofEpochSecond(second),
                        texts.get(0),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        params,
                        only,
                        exclude,
                        texts.get(4),
                        layout,
                        List.of()));
    return Combinators.combine(
            plain,
            tables().list().uniqueElements(TableHeader::name).ofMaxSize(3),
            Combinators.combine(AnyName.texts(), names).as(MaskHeader::new).optional(0.3))
        .as((header, tables, masking) -> with(header, tables).withMasking(masking));
  }

  private static SnapshotHeader with(SnapshotHeader header, List<TableHeader> tables) {
    return new SnapshotHeader(
        header.scenario(),
        header.version(),
        header.createdAt(),
        header.message(),
        header.tool(),
        header.server(),
        header.database(),
        header.parameters(),
        header.only(),
        header.exclude(),
        header.schema(),
        header.layout(),
        tables);
  }

  private static Arbitrary<TableHeader> tables() {
    Arbitrary<ColumnHeader> columns =
        Combinators.combine(
                AnyName.columns(),
                AnyName.texts(),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                AnyName.texts().optional(0.3))
            .as(ColumnHeader::new);
    Arbitrary<List<ColumnName>> names = AnyName.columns().list().ofMaxSize(2);
    Arbitrary<SortColumn> sort =
        Combinators.combine(AnyName.columns(), Arbitraries.of(SortColumn.By.class))
            .as(SortColumn::new);
    return Combinators.combine(
            AnyName.tables(),
            Arbitraries.of(TableHeader.Role.class),
            Arbitraries.integers().between(0, 9),
            columns.list().uniqueElements(ColumnHeader::name).ofMaxSize(3),
            names,
            Combinators.combine(Arbitraries.of(MatchKey.Kind.class), names).as(MatchKey::new),
            sort.list().ofMaxSize(2),
            references().list().ofMaxSize(2))
        .as(
            (name, role, cycle, headers, primary, key, order, references) ->
                new TableHeader(
                    name,
                    role,
                    cycle,
                    cycle % 2 == 0,
                    headers,
                    primary,
                    key,
                    order,
                    references.stream().map(reference -> of(name, reference)).toList()));
  }

  private static Arbitrary<Reference> references() {
    return Arbitraries.integers()
        .between(1, 2)
        .flatMap(
            size ->
                Combinators.combine(
                        AnyName.texts(),
                        AnyName.columns().list().ofSize(size),
                        AnyName.tables(),
                        AnyName.columns().list().ofSize(size),
                        Arbitraries.of(Reference.Kind.class),
                        AnyName.tables().list().ofMaxSize(2))
                    .as(
                        (name, columns, parent, parentColumns, kind, partitions) ->
                            new Reference(
                                name, parent, columns, parent, parentColumns, kind, partitions)));
  }

  private static Reference of(TableName child, Reference reference) {
    return new Reference(
        reference.name(),
        child,
        reference.columns(),
        reference.parent(),
        reference.parentColumns(),
        reference.kind(),
        reference.partitions());
  }

  static Arbitrary<SnapshotTrailer> trailers() {
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 1L << 50);
    Arbitrary<SnapshotTrailer.Block> blocks =
        Combinators.combine(counts, counts, counts, counts, AnyName.texts())
            .as(SnapshotTrailer.Block::new);
    return Combinators.combine(
            AnyName.tables().list().uniqueElements().ofMaxSize(4),
            blocks.list().ofSize(4),
            AnyName.texts(),
            AnyName.texts())
        .as(
            (names, contents, sha256, headerSha256) -> {
              Map<TableName, SnapshotTrailer.Block> tables = new LinkedHashMap<>();
              for (TableName name : names) {
                tables.put(name, contents.get(tables.size()));
              }
              return new SnapshotTrailer(tables, sha256, headerSha256);
            });
  }

  /** The lines of a text; line ends are line feeds alone. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (!lines.remove(lines.size() - 1).isEmpty()) {
      throw new IllegalArgumentException("the last line has no end");
    }
    return lines;
  }
}
