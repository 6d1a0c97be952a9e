package io.loomctl.exporter;

import io.loomctl.config.Config;
import io.loomctl.config.Masking;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.DatabaseIdentity;
import io.loomctl.database.Session;
import io.loomctl.masking.DeclaredColumns;
import io.loomctl.masking.MaskedRows;
import io.loomctl.masking.Masks;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.snapshot.MaskHeader;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot may tell of the rows that it is made of.
 *
 * @param rows as the snapshot may hold them
 */
record Disclosure(ScenarioPlan plan, ScenarioConfig scenario, MaskedRows rows) {

  /**
   * Holds a plan against the config's masks.
   *
   * @param database its name in the config
   * @throws io.loomctl.failure.ConfigException when masks do not fit the schema, or the salt is
   *     missing
   * @throws io.loomctl.failure.RefusedException when columns leave that nobody has decided about
   */
  static Disclosure of(ScenarioPlan plan, Export.Request request, String database) {
    Config config = request.config();
    Masks masks = Masks.of(plan.schema());
    Masking.strictness(config.database(Optional.of(database)), request.scenario())
        .ifPresent(why -> new DeclaredColumns(plan.schema(), masks).check(plan.touched(), why));
    return new Disclosure(
        plan, request.scenario(), MaskedRows.of(masks, plan.touched(), config.salt()));
  }

  boolean isMasked() {
    return rows.masksAny(plan.touched());
  }

  Optional<MaskHeader> header(Session session) {
    return isMasked()
        ? Optional.of(new MaskHeader(DatabaseIdentity.of(session), withheld()))
        : Optional.empty();
  }

  /** The parameters, digests in the place of values that may be some that are masked. */
  SortedMap<String, String> parameters() {
    SortedMap<String, String> told = new TreeMap<>(plan.parameters());
    withheld().forEach(name -> told.computeIfPresent(name, (key, value) -> rows.digest(value)));
    return told;
  }

  /** Values that stand in the config are no secret; others may be an address or a name. */
  List<String> withheld() {
    return isMasked()
        ? plan.parameters().entrySet().stream()
            .filter(
                parameter ->
                    !scenario
                        .params()
                        .getOrDefault(parameter.getKey(), Optional.empty())
                        .equals(Optional.of(parameter.getValue())))
            .map(parameter -> parameter.getKey())
            .toList()
        : List.of();
  }
}
