package io.loomctl.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members of an element whose keys are fixed. */
final class Fields {

  private final Element owner;
  private final List<String> known;
  private final Map<String, Element> byName;

  private Fields(Element owner, List<String> known, Map<String, Element> byName) {
    this.owner = owner;
    this.known = known;
    this.byName = byName;
  }

  /** Reports keys that are not allowed; anything but key: value pairs has no fields. */
  static Fields of(Element owner, String... allowed) {
    List<String> known = List.of(allowed);
    Map<String, Element> byName =
        owner.members("key: value pairs").stream()
            .collect(Collectors.toMap(Element::name, Function.identity()));
    byName.values().stream()
        .filter(field -> !known.contains(field.name()))
        .forEach(field -> unknown(field, known));
    return new Fields(owner, known, byName);
  }

  private static void unknown(Element field, List<String> known) {
    String hint =
        NearMiss.question(field.name(), known).orElse("known here: " + String.join(", ", known));
    field.problemWithName("unknown key " + Quote.of(field.name()), hint);
  }

  Optional<Element> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * As {@link #find}; a missing field is reported, unless it is there in another spelling or the
   * owner is no key: value pairs at all.
   */
  Optional<Element> require(String name, String hint) {
    Optional<Element> field = find(name);
    boolean mistyped =
        byName.keySet().stream()
            .filter(written -> !known.contains(written))
            .anyMatch(written -> NearMiss.of(written, known).equals(Optional.of(name)));
    if (field.isEmpty() && !mistyped && owner.node() instanceof Node.Pairs) {
      owner.problemWithName(Quote.of(name) + " is missing", hint);
    }
    return field;
  }
}
