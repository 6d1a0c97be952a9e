package io.loomctl.config;

import io.loomctl.config.ColumnMask.Kind;
import io.loomctl.config.Node.Pairs;
import io.loomctl.config.Node.Scalar;
import io.loomctl.graph.ColumnName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A table's {@code mask} and {@code safe}. */
final class MaskReader {

  private static final String MASK = "email, phone, name, hash, null or { sql: EXPRESSION }";
  private static final Map<String, Kind> KINDS =
      new TreeMap<>(
          Map.of("email", Kind.EMAIL, "phone", Kind.PHONE, "name", Kind.NAME, "hash", Kind.HASH));

  private static final Optional<String> ALL = Optional.of("all");

  private MaskReader() {}

  static List<ColumnMask> masks(Element section) {
    List<ColumnMask> masks = new ArrayList<>();
    for (Element member : section.someMembers("masks by column")) {
      Optional<String> name = NameReader.single(member.name());
      if (name.isEmpty()) {
        member.problemWithName(
            Quote.of(member.name()) + " is not a column name", NameReader.SINGLE_HINT);
      } else {
        mask(new Located<>(new ColumnName(name.get()), member.whereNamed()), member)
            .ifPresent(masks::add);
      }
    }
    return masks;
  }

  private static Optional<ColumnMask> mask(Located<ColumnName> column, Element element) {
    if (element.node() instanceof Pairs) {
      return Fields.of(element, "sql")
          .require("sql", "write { sql: \"an expression\" }")
          .flatMap(field -> field.anyText("an SQL expression"))
          .map(sql -> new ColumnMask(column, Kind.SQL, Optional.of(sql)));
    }
    if (element.node() instanceof Scalar scalar
        && scalar.kind() == Node.Kind.NOTHING
        && !scalar.text().isEmpty()) {
      return Optional.of(new ColumnMask(column, Kind.NULL, Optional.empty()));
    }
    Optional<String> text = element.text(MASK).map(Located::value);
    if (text.isPresent() && !KINDS.containsKey(text.get())) {
      element.problem(
          "expected " + MASK + ", found " + Quote.of(text.get()),
          NearMiss.question(text.get(), List.copyOf(KINDS.keySet())).orElse(null));
    }
    return text.map(KINDS::get).map(kind -> new ColumnMask(column, kind, Optional.empty()));
  }

  static SafeColumns safe(Element element) {
    if (!element.isText()) {
      return new SafeColumns(false, NameReader.columns(element));
    }
    if (!element.text("all or a list of column names").map(Located::value).equals(ALL)) {
      element.problem("expected all or a list of column names", null);
    }
    return new SafeColumns(true, List.of());
  }

  /** What is masked leaves the database, but not as it is. */
  static void check(TableConfig table, Reading reading) {
    List<ColumnName> excluded = table.exclude().stream().map(Located::value).toList();
    List<ColumnName> safe = table.safe().columns().stream().map(Located::value).toList();
    List<ColumnName> key = table.key().stream().map(Located::value).toList();
    for (ColumnMask mask : table.masks()) {
      ColumnName column = mask.column().value();
      String subject = "column " + Quote.of(column.value());
      if (excluded.contains(column)) {
        reading.problem(
            mask.column().where(), subject + " is excluded as well", "do one of the two");
      }
      if (safe.contains(column)) {
        reading.problem(
            mask.column().where(), subject + " is declared safe as well", "do one of the two");
      }
      if (mask.kind() == Kind.NULL && key.contains(column)) {
        reading.problem(
            mask.column().where(),
            subject + " is part of the key",
            "rows cannot be matched by a column that is NULL in all of them");
      }
    }
  }
}
