package io.loomctl.delta;

/**
 * What a delta holds.
 *
 * @param base the version that it is made on
 */
public record DeltaSummary(int base, long added, long removed, long modified) {}
