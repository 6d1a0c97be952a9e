package io.loomctl.store;

/**
 * The version that a delta is made on.
 *
 * @param sha256 of its body, when whole
 */
public record StoredBase(int version, String sha256) {}
