package io.loomctl.scenario;

import io.loomctl.graph.Components;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Link;
import io.loomctl.scenario.ScenarioPlan.Owned;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One statement that deletes whatever a scenario owns in the database that it runs in. It finds the
 * rows the way {@link Selection} does, but with WITH queries in place of temporary tables, so that
 * psql can run it. One statement, because foreign keys are checked when it ends: tables of a cycle
 * and ON DELETE RESTRICT need no order then.
 */
public final class OwnedRowsDeletion {

  private final ScenarioPlan plan;
  private final SelectionSql sql;
  private final List<Sql> queries = new ArrayList<>();
  private final Map<TableName, Sql> setOf = new HashMap<>();

  private final Function<TableName, Optional<Sql>> stays;

  private OwnedRowsDeletion(ScenarioPlan plan, Function<TableName, Optional<Sql>> stays) {
    this.plan = plan;
    this.stays = stays;
    this.sql = new SelectionSql(plan.schema());
  }

  /**
   * The statement, without a semicolon.
   *
   * @param stays a condition on {@code loomctl_row} for owned rows that are not deleted
   * @return nothing when the plan owns no rows that may be deleted
   */
  public static Optional<Sql> of(ScenarioPlan plan, Function<TableName, Optional<Sql>> stays) {
    return of(plan, table -> true, stays);
  }

  /**
   * The same for some tables only.
   *
   * @param tables those of which rows are deleted
   */
  public static Optional<Sql> of(
      ScenarioPlan plan, Predicate<TableName> tables, Function<TableName, Optional<Sql>> stays) {
    return new OwnedRowsDeletion(plan, stays).statement(tables);
  }

  private Optional<Sql> statement(Predicate<TableName> tables) {
    List<TableName> deleted =
        plan.taken().stream()
            .filter(table -> !plan.schema().table(table).lookup())
            .filter(tables)
            .toList();
    if (deleted.isEmpty()) {
      return Optional.empty();
    }
    findOwned();
    for (TableName table : deleted.subList(0, deleted.size() - 1)) {
      queries.add(Sql.of("{} AS ({})", Sql.name("deleted_" + queries.size()), delete(table)));
    }
    Sql last = delete(deleted.get(deleted.size() - 1));
    return Optional.of(
        queries.isEmpty()
            ? last
            : Sql.of("WITH RECURSIVE\n{}\n{}", Sql.join(",\n", queries), last));
  }

  private Sql delete(TableName table) {
    Sql from = Sql.of("DELETE FROM {} AS loomctl_row", sql.from(table));
    Sql set = setOf.get(table);
    Optional<Sql> but = stays.apply(table).map(condition -> Sql.of("NOT {}", condition));
    if (set == null) {
      return but.map(condition -> Sql.of("{} WHERE {}", from, condition)).orElse(from);
    }
    return Sql.of(
        "{} USING {} AS loomctl_owned WHERE loomctl_row.ctid = loomctl_owned.tuple AND"
            + " loomctl_row.tableoid = loomctl_owned.relation{}",
        from,
        set,
        but.map(condition -> Sql.of(" AND {}", condition)).orElse(Sql.EMPTY));
  }

  private void findOwned() {
    Set<TableName> partial = new TreeSet<>();
    Map<TableName, Set<TableName>> parents = new TreeMap<>();
    for (Owned rule : plan.owned().values()) {
      if (!rule.whole()) {
        partial.add(rule.table().name());
        parents.put(rule.table().name(), new TreeSet<>());
      }
    }
    for (Link link : plan.links()) {
      if (partial.contains(link.reference().child())
          && partial.contains(link.reference().parent())) {
        Objects.requireNonNull(parents.get(link.reference().child()))
            .add(link.reference().parent());
      }
    }
    for (List<TableName> together : Components.of(partial, parents)) {
      find(new TreeSet<>(together));
    }
  }

  private void find(Set<TableName> together) {
    Sql set = Sql.name("owned_" + queries.size());
    List<Sql> seeds = new ArrayList<>();
    List<Sql> edges = new ArrayList<>();
    for (TableName table : together) {
      Optional.ofNullable(plan.owned().get(table))
          .flatMap(Owned::condition)
          .ifPresent(condition -> seeds.add(sql.matching(table, condition)));
      for (Link link : linksTo(table)) {
        if (together.contains(link.reference().parent())) {
          edges.add(edge(link));
        } else {
          Optional<Sql> keys = Optional.ofNullable(setOf.get(link.reference().parent()));
          seeds.add(sql.linked(link.reference(), true, keys, link.condition()));
        }
      }
    }
    Sql seed =
        seeds.isEmpty()
            ? Sql.of("SELECT NULL::pg_catalog.oid, NULL::pg_catalog.tid WHERE false")
            : Sql.join("\nUNION ", seeds);
    if (edges.isEmpty()) {
      queries.add(Sql.of("{} (relation, tuple) AS MATERIALIZED ({})", set, seed));
    } else {
      Sql edgeSet = Sql.name("edges_" + queries.size());
      queries.add(
          Sql.of(
              "{} (parent_relation, parent_tuple, relation, tuple) AS MATERIALIZED ({})",
              edgeSet,
              Sql.join("\nUNION ALL ", edges)));
      queries.add(
          Sql.of(
              "{} (relation, tuple) AS (SELECT seed.* FROM ({}) AS seed (relation, tuple)\nUNION"
                  + " SELECT e.relation, e.tuple FROM {} AS o JOIN {} AS e ON e.parent_relation ="
                  + " o.relation AND e.parent_tuple = o.tuple)",
              set,
              seed,
              set,
              edgeSet));
    }
    together.forEach(table -> setOf.put(table, set));
  }

  private List<Link> linksTo(TableName child) {
    return plan.links().stream().filter(link -> link.reference().child().equals(child)).toList();
  }

  /** Every pair of parent and child row that the link joins. */
  private Sql edge(Link link) {
    Reference reference = link.reference();
    Sql child = Sql.of("loomctl_child");
    Sql parent = Sql.of("loomctl_parent");
    return Sql.of(
        "SELECT loomctl_parent.tableoid, loomctl_parent.ctid, loomctl_child.tableoid,"
            + " loomctl_child.ctid FROM (SELECT tableoid, ctid, * FROM {}{}) AS {} JOIN {} AS {} ON"
            + " {}",
        sql.from(reference.child()),
        link.condition().map(where -> Sql.of(" WHERE ({}\n)", where.sql())).orElse(Sql.EMPTY),
        child,
        sql.from(reference.parent()),
        parent,
        sql.join(reference, child, parent));
  }
}
