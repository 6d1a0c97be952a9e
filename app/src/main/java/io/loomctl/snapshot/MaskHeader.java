package io.loomctl.snapshot;

import java.util.List;

/**
 * What a snapshot with masked columns says of itself.
 *
 * @param source tells the database that the rows come from, and nothing else
 * @param withheld parameters of which a digest stands in the place of the value, since the value
 *     may be one that is masked
 */
public record MaskHeader(String source, List<String> withheld) {

  public MaskHeader {
    withheld = List.copyOf(withheld);
  }
}
