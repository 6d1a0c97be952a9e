package io.loomctl.config;

import io.loomctl.config.Node.Entry;
import io.loomctl.config.Node.Items;
import io.loomctl.config.Node.Mark;
import io.loomctl.config.Node.Pairs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The key: value pairs of an element: duplicates reported, merge keys followed. */
final class Members {

  private static final String MERGE = "<<";

  private Members() {}

  /** A pair's own keys win over merged ones, earlier merged ones over later ones. */
  static List<Element> of(Element owner, Pairs pairs) {
    Map<String, Entry> own = withoutDuplicates(owner, pairs);
    Map<String, Element> members = new LinkedHashMap<>();
    own.forEach(
        (key, entry) -> {
          Element member = owner.member(key, entry.mark(), entry.value());
          if (key.equals(MERGE)) {
            merged(owner, member).stream()
                .filter(each -> !own.containsKey(each.name()))
                .forEach(each -> members.putIfAbsent(each.name(), each));
          } else {
            members.put(key, member);
          }
        });
    return List.copyOf(members.values());
  }

  private static Map<String, Entry> withoutDuplicates(Element owner, Pairs pairs) {
    Map<String, Entry> own = new LinkedHashMap<>();
    for (Entry entry : pairs.entries()) {
      Entry first = own.putIfAbsent(entry.key(), entry);
      if (first != null) {
        owner
            .member(entry.key(), entry.mark(), entry.value())
            .problemWithName(
                Quote.of(entry.key()) + " is given twice, first " + place(first.mark()), null);
      }
    }
    return own;
  }

  /** {@code on line 3, column 5}. */
  static String place(Mark mark) {
    return "on line " + mark.line() + ", column " + mark.column();
  }

  private static List<Element> merged(Element owner, Element merge) {
    String expected = "key: value pairs to merge, or a list of them";
    boolean several = merge.node() instanceof Items;
    List<Element> members = new ArrayList<>();
    for (Element source : several ? merge.items(expected) : List.of(merge)) {
      if (source.node() instanceof Pairs pairs) {
        members.addAll(of(owner, pairs));
      } else {
        source.mismatch(expected);
      }
    }
    return members;
  }
}
