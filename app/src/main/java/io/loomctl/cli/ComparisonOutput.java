package io.loomctl.cli;

import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.ComparisonListener;

/** Shows a comparison while it goes on. */
interface ComparisonOutput extends ComparisonListener {

  /** Comes last. */
  void finish(Comparison.Result result);
}
