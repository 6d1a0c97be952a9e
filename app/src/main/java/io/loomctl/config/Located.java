package io.loomctl.config;

import io.loomctl.failure.Where;

/** A value and the place it was written at. */
public record Located<T>(T value, Where where) {}
