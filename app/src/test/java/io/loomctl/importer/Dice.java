package io.loomctl.importer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Chance, and names that were not there before. */
record Dice(Random random, AtomicInteger names) {

  Dice(Random random) {
    this(random, new AtomicInteger());
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  <T> List<T> shuffled(List<T> all) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  String name(String prefix) {
    return prefix + names.incrementAndGet();
  }
}
